import { pipe } from "fp-ts/function";
import { fourier, type FourierOptions } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone } from "../pair/mod.ts";
import { beta, type BetaOptions } from "../ratio/mod.ts";
import { mask, merge, mix, pair, type Recipe, sampleRatios } from "../recipe/recipe.ts";

/** Options of {@linkcode fmix}. */
export interface FmixOptions extends BetaOptions, FourierOptions {}

/**
 * FMix: a mask cut from low-frequency noise (Harris et al. 2020, arXiv 2002.12047, §4).
 *
 * Defaults: alpha 1, decay 3, hard edges (the reference code's). The noise is isotropic, see {@linkcode fourier}.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function fmix(options: FmixOptions = {}): Recipe {
  const { alpha, ...noise } = options;
  return pipe(
    pair(anyone()),
    sampleRatios(beta({ alpha })),
    mask(fourier(noise)),
    merge(product()),
    mix(),
  );
}
