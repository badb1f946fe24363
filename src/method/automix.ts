import { pipe } from "fp-ts/function";
import { learned, type LearnedOptions } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone } from "../pair/mod.ts";
import { beta, type BetaOptions } from "../ratio/mod.ts";
import { mask, merge, mix, pair, type Recipe, sampleRatios } from "../recipe/recipe.ts";

/** Options of {@linkcode automix}. */
export interface AutomixOptions extends BetaOptions, LearnedOptions {}

/**
 * AutoMix: masks that a Mix Block learns while the network learns (Liu et al. 2022, arXiv 2103.13027).
 *
 * The recipe says who meets whom and how much; the masks come from a network. `deno task train` trains it, and so does
 * `automixer()` of `@miamix/miamix/automix` in a loop of one's own. By itself, untrained, the recipe mixes as Mixup does.
 *
 * Defaults: alpha 2 and margin 0.08 (OpenMixup's configurations). Labels follow the ratio that was asked for and not the
 * mean of the mask, as in the paper, where a loss pulls the mask's mean to the ratio.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function automix(options: AutomixOptions = {}): Recipe {
  const { alpha = 2, ...masks } = options;
  return pipe(
    pair(anyone()),
    sampleRatios(beta({ alpha })),
    mask(learned(masks)),
    merge(product()),
    mix({ labels: "orig" }),
  );
}
