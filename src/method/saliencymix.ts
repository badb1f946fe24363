import { pipe } from "fp-ts/function";
import { demand } from "../demand.ts";
import { salientBox, type SalientBoxOptions } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone, shuffled } from "../pair/mod.ts";
import { beta, type BetaOptions, perBatch } from "../ratio/mod.ts";
import { mask, merge, mix, pair, type Recipe, sampleRatios } from "../recipe/recipe.ts";

/** Options of {@linkcode saliencymix}. */
export interface SaliencymixOptions extends BetaOptions, SalientBoxOptions {
  /**
   * `sample`: every sample draws for itself, as the paper tells it. `batch-first`: one ratio a batch, and the box around
   * the peak of the first sample's partner serves all, as in the authors' code.
   *
   * @default {"sample"}
   */
  readonly scope?: "sample" | "batch-first";
}

/**
 * SaliencyMix: a box around the partner's most salient pixel (Uddin et al. 2021, arXiv 2006.01791, equation 1).
 *
 * Default alpha 1 (the authors' code, and MiAMix §4.1). The label weight is the area that remains after the border has
 * clipped the box. It costs the saliency of every partner, which is found on the device.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function saliencymix(options: SaliencymixOptions = {}): Recipe {
  const { scope = "sample", alpha, ...where } = options;
  demand(
    scope === "sample" || scope === "batch-first",
    "build saliencymix()",
    'scope must be "sample" or "batch-first"',
    scope,
  );
  const law = beta({ alpha }), box = salientBox(where), shared = scope === "batch-first";
  return pipe(
    pair(shared ? shuffled() : anyone()),
    sampleRatios(shared ? perBatch(law) : law),
    mask(shared ? perBatch(box) : box),
    merge(product()),
    mix(),
  );
}
