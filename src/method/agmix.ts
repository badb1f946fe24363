import { pipe } from "fp-ts/function";
import { gaussian, type GaussianOptions } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone } from "../pair/mod.ts";
import { beta, type BetaOptions } from "../ratio/mod.ts";
import { mask, merge, mix, pair, type Recipe, sampleRatios } from "../recipe/recipe.ts";

/** Options of {@linkcode agmix}. */
export interface AgmixOptions extends BetaOptions, Omit<GaussianOptions, "covariance"> {}

/**
 * AGMix: a Gaussian bump of the partner with a random covariance and rotation (MiAMix §3.1, arXiv 2308.02804).
 *
 * Defaults: alpha 1 (MiAMix §4.1), `|q|` at most 0.95 (the paper's open interval ends at 1, where the covariance is
 * singular).
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function agmix(options: AgmixOptions = {}): Recipe {
  const { alpha, ...shape } = options;
  return pipe(
    pair(anyone()),
    sampleRatios(beta({ alpha })),
    mask(gaussian({ ...shape, covariance: "random" })),
    merge(product()),
    mix(),
  );
}
