import { demandRecipe } from "./demand_recipe.ts";
import type { Mixture, Recipe } from "./recipe.ts";

/**
 * A recipe as a readable tree, a line for each stage.
 *
 * @throws {RangeError} If that is no recipe.
 *
 * @example
 * ```ts
 * import { cutmix, describe } from "@miamix/miamix";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   describe(cutmix()),
 *   [
 *     "pair          anyone()",
 *     "sampleRatios  beta(1)",
 *     "mask          box()",
 *     "merge         product()",
 *     "mix           labels merged",
 *   ].join("\n"),
 * );
 * ```
 */
export function describe(recipe: Recipe): string {
  demandRecipe("describe a recipe", recipe);
  return lines(recipe).join("\n");
}

function lines(recipe: Recipe): readonly string[] {
  switch (recipe.stage) {
    case "mixed":
      return stages(recipe);
    case "sequenced":
      return [...lines(recipe.first), "and then", ...lines(recipe.second)];
    case "chosen":
      return [
        `one of, for every ${recipe.scope}`,
        ...recipe.options.flatMap(([weight, option]) => [`  weight ${weight}`, ...indent(lines(option), 4)]),
      ];
  }
}

function stages(mixture: Mixture): readonly string[] {
  const { pairing, ratios, mask, merge, blend } = mixture, read = readingName(mixture);
  const options = mask.options?.map(([weight, option]) => `weight ${weight}  ${option.name}`);
  return [
    `pair          ${pairing.name}${read === undefined ? "" : ` through ${read}`}`,
    `sampleRatios  ${ratios.name}`,
    ...(options === undefined
      ? [`mask          ${mask.name}`]
      : [`mask          one of, for every ${mask.scope}`, ...indent(options, 16)]),
    `merge         ${merge.name}`,
    `mix           ${blend.name}`,
  ];
}

/** How images are read, as text; nothing where they are read as they are. */
export function readingName({ view, retouching }: Pick<Mixture, "view" | "retouching">): string | undefined {
  const names = [view.name === "identityView()" ? [] : [view.name], retouching?.name ?? []].flat();
  return names.length === 0 ? undefined : names.join(", ");
}

function indent(text: readonly string[], by: number): readonly string[] {
  return text.map((line) => " ".repeat(by) + line);
}
