import { demandRecipe } from "./demand_recipe.ts";
import { readingName } from "./describe.ts";
import type { Mask } from "../mask/mod.ts";
import type { Mixture, Recipe } from "./recipe.ts";

/** A recipe as plain data, to be kept and drawn: the names of its parts, and how often each is taken. */
export type Outline = MixtureOutline | ChoiceOutline | SequenceOutline;

/** A recipe of six stages. */
export interface MixtureOutline {
  readonly kind: "mixture";
  /** Who meets whom. */
  readonly pairing: string;
  /** How anchor and partner are read; `null` for as they are. */
  readonly view: string | null;
  /** How much of the partner each layer asks for. */
  readonly ratios: string;
  /** The largest number of layers. */
  readonly layers: number;
  /** Where: the masks that a layer takes one of. */
  readonly masks: readonly MaskOutline[];
  /** Whether every sample draws a mask for itself, or one draw serves the batch. */
  readonly scope: "sample" | "batch";
  /** How layers become one mask. */
  readonly merge: string;
  /** How images and labels are mixed. */
  readonly blend: string;
}

/** A mask that a layer may take. */
export interface MaskOutline {
  /** How often it is taken, in `[0, 1]`. */
  readonly share: number;
  /** The mask before it is changed. */
  readonly name: string;
  /** What is done to it, first to last. */
  readonly changes: readonly ChangeOutline[];
}

/** A change of a mask. */
export interface ChangeOutline {
  /** How often it is applied, in `[0, 1]`. */
  readonly probability: number;
  /** The change, such as `rotate(±30°) > shear(±0.3)`. */
  readonly name: string;
}

/** One of several recipes. */
export interface ChoiceOutline {
  readonly kind: "choice";
  readonly scope: "sample" | "batch";
  readonly options: readonly { readonly share: number; readonly recipe: Outline }[];
}

/** One recipe after another. */
export interface SequenceOutline {
  readonly kind: "sequence";
  readonly recipes: readonly [Outline, Outline];
}

/**
 * What a recipe is made of, as plain data: unlike the recipe itself it can be written to a file.
 *
 * @throws {RangeError} If that is no recipe.
 *
 * @example
 * ```ts
 * import { cutmix, outline } from "@miamix/miamix";
 * import { assertEquals } from "@std/assert";
 *
 * const cut = outline(cutmix());
 * assertEquals(cut.kind === "mixture" && cut.masks, [{ share: 1, name: "box()", changes: [] }]);
 * ```
 */
export function outline(recipe: Recipe): Outline {
  demandRecipe("outline a recipe", recipe);
  switch (recipe.stage) {
    case "mixed":
      return mixture(recipe);
    case "sequenced":
      return { kind: "sequence", recipes: [outline(recipe.first), outline(recipe.second)] };
    case "chosen": {
      const { scope, options } = recipe;
      const shares = sharesOf(options.map(([weight]) => weight));
      return {
        kind: "choice",
        scope,
        options: options.map(([, option], i) => ({ share: shares[i]!, recipe: outline(option) })),
      };
    }
  }
}

function mixture(recipe: Mixture): MixtureOutline {
  const { pairing, ratios, mask, merge, blend } = recipe;
  return {
    kind: "mixture",
    pairing: pairing.name,
    view: readingName(recipe) ?? null,
    ratios: ratios.name,
    layers: ratios.layers,
    masks: masks(mask, 1),
    scope: mask.scope,
    merge: merge.name,
    blend: blend.name,
  };
}

/** A choice of choices is one choice. */
function masks({ name, applied, options }: Mask, share: number): readonly MaskOutline[] {
  if (options !== undefined) {
    const shares = sharesOf(options.map(([weight]) => weight));
    return options.flatMap(([, option], i) => masks(option, share * shares[i]!));
  }
  return [{
    share,
    name: applied[0]?.of ?? name,
    changes: applied.map(({ name, probability = 1 }) => ({ probability, name })),
  }];
}

function sharesOf(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
