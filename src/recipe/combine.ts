import { demand } from "../demand.ts";
import { demandRecipe } from "./demand_recipe.ts";
import { demandPairing, demandRetouching, demandView } from "./demand_rules.ts";
import { flat } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone, type Pairing, type Retouching, type View } from "../pair/mod.ts";
import { fixed } from "../ratio/mod.ts";
import { pipe } from "fp-ts/function";
import {
  type Choice,
  mask,
  merge,
  mix,
  type Mixture,
  pair,
  type Recipe,
  sampleRatios,
  type Sequence,
} from "./recipe.ts";
import { checkedWeights, type Weighted } from "../random/weighted.ts";

/**
 * The recipe that changes nothing: every sample is its own partner and keeps all of itself.
 */
export function unmixed(): Mixture {
  return pipe(
    pair(anyone({ self: 1 })),
    sampleRatios(fixed(0)),
    mask(flat()),
    merge(product()),
    mix(),
  );
}

/**
 * One of several recipes, taken for every sample with probability proportional to its weight (RandomMix). All of them
 * run in one kernel. {@linkcode perBatch} makes one choice for a whole batch.
 *
 * @throws {RangeError} If there is no option, a weight is negative or not finite, or all weights are zero, or an
 * option is no recipe.
 */
export function chooseRecipe(...options: readonly Weighted<Recipe>[]): Choice & { readonly name: string } {
  checkedWeights("build chooseRecipe()", options);
  for (const [, recipe] of options) demandRecipe("build chooseRecipe()", recipe);
  return { stage: "chosen", name: "chooseRecipe()", options, scope: "sample" };
}

/**
 * Mixes a sample with a probability, and else leaves it as it is (but for its view).
 *
 * @throws {RangeError} If the probability is not in `[0, 1]`.
 */
export function withProbability(probability: number, recipe: Recipe): Recipe {
  demand(
    typeof probability === "number" && probability >= 0 && probability <= 1,
    "build withProbability()",
    "probability must be in [0, 1]",
    probability,
  );
  return chooseRecipe([probability, recipe], [1 - probability, unmixed()]);
}

/**
 * A second recipe on what the first one gives: `pipe(mixup(), andThen(cutmix()))` mixes four samples. It is not the
 * same law as one mix of several layers.
 */
export function andThen(second: Recipe): (first: Recipe) => Sequence {
  demandRecipe("build andThen()", second);
  return (first) => {
    demandRecipe("build andThen()", first);
    return { stage: "sequenced", first, second };
  };
}

/**
 * Reads the images of a recipe through random views, anchor and partner independently. In a sequence only the first
 * recipe reads original images, so only it gets the view.
 */
export function withViews(view: View): (recipe: Recipe) => Recipe {
  demandView("build withViews()", view);
  return changing("build withViews()", "first", (mixture) => ({ ...mixture, view }));
}

/**
 * Changes the images of a recipe when they are read, after their views, anchor and partner independently: so a sample
 * that is mixed with itself is mixed with another version of itself. In a sequence only the first recipe does.
 */
export function withRetouch(retouching: Retouching): (recipe: Recipe) => Recipe {
  demandRetouching("build withRetouch()", retouching);
  return changing("build withRetouch()", "first", (mixture) => ({ ...mixture, retouching }));
}

/** Pairs the samples of a recipe by another rule, throughout: `withPairing(rolled())(miamix())`. */
export function withPairing(pairing: Pairing): (recipe: Recipe) => Recipe {
  demandPairing("build withPairing()", pairing);
  return changing("build withPairing()", "all", (mixture) => ({ ...mixture, pairing }));
}

/** Changes every mixture of a recipe, of a sequence those of all recipes or of the first. */
function changing(
  action: string,
  which: "first" | "all",
  change: (mixture: Mixture) => Mixture,
): (recipe: Recipe) => Recipe {
  const changed = (recipe: Recipe): Recipe => {
    demandRecipe(action, recipe);
    switch (recipe.stage) {
      case "mixed":
        return change(recipe);
      case "chosen":
        return {
          ...recipe,
          options: recipe.options.map(([weight, option]) => [weight, changed(option)] as const),
        };
      case "sequenced": {
        const { first, second } = recipe;
        return { ...recipe, first: changed(first), second: which === "all" ? changed(second) : second };
      }
    }
  };
  return changed;
}
