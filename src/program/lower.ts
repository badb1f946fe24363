import { demandRecipe } from "../recipe/demand_recipe.ts";
import { describe } from "../recipe/describe.ts";
import { demandExpr } from "../expr/demand_expr.ts";
import { chooseOne, type Expr, HERE, lit, param, type Point } from "../expr/mod.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Mixture, Recipe } from "../recipe/recipe.ts";

/** One pass over a batch. */
export interface Pass {
  /**
   * Tells the recipe of the program from others: it is the same for recipes that are built alike, in every process, and
   * other where a name, an option or an expression is.
   */
  readonly fingerprint: string;
  /** The masks that are merged, as they are written. */
  readonly name: string;
  /** The count of numbers in a sample's row of the plan. */
  readonly params: number;
  /** The merged mask. */
  readonly mask: Expr;
}

/** What a recipe computes, whatever is drawn: a recipe is one pass, a sequence is several. */
export type Program = readonly Pass[];

/** A pass before its parameters have places: the same pair of functions as a mask's. */
interface Layout {
  readonly name: string;
  readonly params: number;
  pixel(drawn: readonly Expr[], at: Point): Expr;
}

const programs = new WeakMap<Recipe, Program>();

/**
 * The program of a recipe. It is static: no key ever changes it, so engines compile it once.
 *
 * @throws {RangeError} If that is no recipe, or a mask in it is no expression of what it draws.
 */
export function lower(recipe: Recipe): Program {
  const known = programs.get(recipe);
  if (known !== undefined) return known;
  const action = "lower a recipe";
  demandRecipe(action, recipe);
  const passes = layouts(recipe).map(({ name, params, pixel }) => {
    const mask = pixel(Array.from({ length: params }, (_, slot) => param(slot)), HERE);
    demandExpr(action, `pixel() of ${name}`, mask);
    return { name, params, mask };
  });
  const fingerprint = fingerprintOf(describe(recipe), passes);
  const program = passes.map((pass) => ({ fingerprint, ...pass }));
  programs.set(recipe, program);
  return program;
}

function layouts(recipe: Recipe): readonly Layout[] {
  switch (recipe.stage) {
    case "mixed":
      return [layered(recipe)];
    case "sequenced":
      return [...layouts(recipe.first), ...layouts(recipe.second)];
    case "chosen": {
      const options = recipe.options.map(([, option]) => layouts(option));
      const passes = Math.max(...options.map((option) => option.length));
      return Array.from(
        { length: passes },
        (_, pass) => chosen(options.map((option) => option[pass] ?? nothing)),
      );
    }
  }
}

/** The pass of an option that has fewer passes than another. */
const nothing: Layout = { name: "none", params: 0, pixel: () => lit(1) };

/** Merges the layers of a mixture. With several layers, each has a switch in front: a layer that was not drawn is 1. */
function layered({ ratios, mask, merge }: Mixture): Layout {
  if (ratios.layers === 1) return mask;
  const stride = 1 + mask.params;
  return {
    name: mask.name,
    params: ratios.layers * stride,
    pixel: (drawn, at) =>
      Array.from({ length: ratios.layers }, (_, layer) => {
        const [on, ...own] = drawn.slice(layer * stride, (layer + 1) * stride);
        return chooseOne(on!, at, [() => merge.empty, (point) => mask.pixel(own, point)]);
      }).reduce((all, one) => merge.concat(all, one)),
  };
}

/** One of several passes, by the number in the first place. */
function chosen(options: readonly Layout[]): Layout {
  return {
    name: options.map(({ name }) => name).join(" or "),
    params: 1 + Math.max(...options.map(({ params }) => params)),
    pixel: ([index, ...drawn], at) =>
      chooseOne(
        index!,
        at,
        options.map(({ params, pixel }) => (point) => pixel(drawn.slice(0, params), point)),
      ),
  };
}
