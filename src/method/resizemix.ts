import { pipe } from "fp-ts/function";
import { thumbnail, type ThumbnailOptions } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone } from "../pair/mod.ts";
import { uniformSide, type UniformSideOptions } from "../ratio/mod.ts";
import { mask, merge, mix, pair, type Recipe, sampleRatios } from "../recipe/recipe.ts";

/** Options of {@linkcode resizemix}. */
export interface ResizemixOptions extends UniformSideOptions, ThumbnailOptions {}

/**
 * ResizeMix: the whole partner, shrunk to a box of the anchor (Qin et al. 2020, arXiv 2012.11101, equation 3).
 *
 * Defaults: the scale of the partner is uniform in `[0.1, 0.8]` (§3.2), its place any, and it is read by `nearest`
 * (OpenMixup). The label weight is the area that remains after the border has clipped the box. It costs one more
 * reading of the partner than CutMix.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function resizemix(options: ResizemixOptions = {}): Recipe {
  const { scale, ...where } = options;
  return pipe(
    pair(anyone()),
    sampleRatios(uniformSide({ scale })),
    mask(thumbnail(where)),
    merge(product()),
    mix(),
  );
}
