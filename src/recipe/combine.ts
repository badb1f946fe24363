import { demand } from "../demand.ts";
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
 * @throws {RangeError} If there is no option, a weight is negative or not finite, or all weights are zero.
 */
export function chooseRecipe(...options: readonly Weighted<Recipe>[]): Choice & { readonly name: string } {
  checkedWeights("build chooseRecipe()", options);
  return { stage: "chosen", name: "chooseRecipe()", options, scope: "sample" };
}

/**
 * Mixes a sample with a probability, and else leaves it as it is (but for its view).
 *
 * @throws {RangeError} If the probability is not in `[0, 1]`.
 */
export function withProbability(probability: number, recipe: Recipe): Recipe {
  demand(
    probability >= 0 && probability <= 1,
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
  return (first) => ({ stage: "sequenced", first, second });
}

/**
 * Reads the images of a recipe through random views, anchor and partner independently. In a sequence only the first
 * recipe reads original images, so only it gets the view.
 */
export function withViews(view: View): (recipe: Recipe) => Recipe {
  return (recipe) =>
    recipe.stage === "sequenced"
      ? { ...recipe, first: withViews(view)(recipe.first) }
      : changed(recipe, (mixture) => ({ ...mixture, view }), withViews(view));
}

/**
 * Changes the images of a recipe when they are read, after their views, anchor and partner independently: so a sample
 * that is mixed with itself is mixed with another version of itself. In a sequence only the first recipe does.
 */
export function withRetouch(retouching: Retouching): (recipe: Recipe) => Recipe {
  return (recipe) =>
    recipe.stage === "sequenced"
      ? { ...recipe, first: withRetouch(retouching)(recipe.first) }
      : changed(recipe, (mixture) => ({ ...mixture, retouching }), withRetouch(retouching));
}

/** Pairs the samples of a recipe by another rule, throughout: `withPairing(rolled())(miamix())`. */
export function withPairing(pairing: Pairing): (recipe: Recipe) => Recipe {
  return (recipe) =>
    recipe.stage === "sequenced"
      ? { ...recipe, first: withPairing(pairing)(recipe.first), second: withPairing(pairing)(recipe.second) }
      : changed(recipe, (mixture) => ({ ...mixture, pairing }), withPairing(pairing));
}

function changed(
  recipe: Mixture | Choice,
  mixture: (recipe: Mixture) => Mixture,
  option: (recipe: Recipe) => Recipe,
): Recipe {
  return recipe.stage === "mixed"
    ? mixture(recipe)
    : { ...recipe, options: recipe.options.map(([weight, inner]) => [weight, option(inner)] as const) };
}
