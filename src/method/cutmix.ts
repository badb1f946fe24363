import { pipe } from "fp-ts/function";
import { box, type BoxOptions } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone } from "../pair/mod.ts";
import { beta, type BetaOptions } from "../ratio/mod.ts";
import { mask, merge, mix, pair, type Recipe, sampleRatios } from "../recipe/recipe.ts";

/** Options of {@linkcode cutmix}. */
export interface CutmixOptions extends BetaOptions, BoxOptions {}

/**
 * CutMix: a box of the partner pasted over the anchor (Yun et al. 2019, arXiv 1905.04899, equation 2).
 *
 * Default alpha 1 (§3.1 of the CutMix paper, and MiAMix §4.1; published CIFAR benchmarks often take 0.2). The label
 * weight is the area that remains after the border has clipped the box.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function cutmix(options: CutmixOptions = {}): Recipe {
  const { alpha, ...where } = options;
  return pipe(
    pair(anyone()),
    sampleRatios(beta({ alpha })),
    mask(box(where)),
    merge(product()),
    mix(),
  );
}
