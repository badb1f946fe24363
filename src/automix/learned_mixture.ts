import { demand } from "../demand.ts";
import type { Mixture, Recipe } from "../recipe/recipe.ts";

/**
 * The first mixture of a recipe whose masks are learned, alone or as an option.
 *
 * @returns `undefined` if there is none.
 * @throws {RangeError} If it mixes what another recipe has mixed before: masks are learned from the images as they are.
 */
export function learnedMixture(recipe: Recipe): Mixture | undefined {
  switch (recipe.stage) {
    case "mixed":
      return recipe.mask.learned ? recipe : undefined;
    case "chosen":
      return recipe.options.map(([, option]) => learnedMixture(option)).find((one) => one !== undefined);
    case "sequenced": {
      const second = learnedMixture(recipe.second);
      const rule = "a learned mask must be in the first recipe of a sequence";
      demand(second === undefined, "learn masks", rule, second?.mask.name);
      return learnedMixture(recipe.first);
    }
  }
}
