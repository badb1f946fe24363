import { pipe } from "fp-ts/function";
import { flat } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone } from "../pair/mod.ts";
import { beta, type BetaOptions } from "../ratio/mod.ts";
import { mask, merge, mix, pair, type Recipe, sampleRatios } from "../recipe/recipe.ts";

/**
 * Mixup: a weighted mean of two images (Zhang et al. 2018, arXiv 1710.09412, equation 1), `m = λ` everywhere.
 *
 * Default alpha 1 (MiAMix §4.1; the reference code's default). Every sample draws its own λ and partner; wrap the law
 * in {@linkcode perBatch} and pair with {@linkcode shuffled} for one λ a batch as in the reference code.
 *
 * @throws {RangeError} If alpha is not > 0.
 */
export function mixup(options: BetaOptions = {}): Recipe {
  return pipe(
    pair(anyone()),
    sampleRatios(beta(options)),
    mask(flat()),
    merge(product()),
    mix(),
  );
}
