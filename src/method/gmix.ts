import { pipe } from "fp-ts/function";
import { gaussian, type GaussianOptions } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone } from "../pair/mod.ts";
import { beta, type BetaOptions } from "../ratio/mod.ts";
import { mask, merge, mix, pair, type Recipe, sampleRatios } from "../recipe/recipe.ts";

/** Options of {@linkcode gmix}. */
export interface GmixOptions extends BetaOptions, Pick<GaussianOptions, "width"> {}

/**
 * GMix: a Gaussian bump of the partner (Park et al. 2022, arXiv 2208.09913; MiAMix equations 3 and 4).
 *
 * Default alpha 1 (MiAMix §4.1). The bump is as wide as the asked share needs; `width` offers the published code's and
 * the MiAMix paper's literal reading.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function gmix(options: GmixOptions = {}): Recipe {
  const { alpha, ...shape } = options;
  return pipe(
    pair(anyone()),
    sampleRatios(beta({ alpha })),
    mask(gaussian(shape)),
    merge(product()),
    mix(),
  );
}
