import { demand, demandOptions } from "../demand.ts";
import { chooseOne, field } from "../expr/mod.ts";
import type { LearnedField } from "./field.ts";
import { defineMask, type Mask } from "./mask.ts";

/** Options of {@linkcode learned}. */
export interface LearnedOptions {
  /**
   * Where the smaller of the two shares is at most this, in `[0, 0.5]`, the mask is flat: there is too little to place.
   *
   * @default {0.08} (`lam_margin` of AutoMix in OpenMixup)
   */
  readonly margin?: number;
}

/**
 * A mask that something which learns gives for each pair of images, such as the MixBlock of AutoMix (Liu et al. 2022,
 * arXiv 2103.13027). It is a mask like any other: it can be an option of {@linkcode choose}, bent and merged.
 *
 * The plan says which rasters are asked for (`learned` of a pass), and who mixes hands them in. Until then the mask is
 * `1 - ratio` everywhere, as that of Mixup.
 *
 * @throws {RangeError} If the margin is out of its range.
 */
export function learned(options: LearnedOptions = {}): Mask {
  demandOptions("build learned()", options, ["margin"]);
  const { margin = 0.08 } = options;
  demand(margin >= 0 && margin <= 0.5, "build learned()", "margin must be in [0, 0.5]", margin);
  return defineMask(`learned(${margin === 0.08 ? "" : `margin ${margin}`})`, {
    learned: true,
    draw(
      _,
      ratio,
    ): { readonly flat: number; readonly share: number; readonly raster: number | LearnedField } {
      const flat = Math.min(ratio, 1 - ratio) <= margin;
      return { flat: flat ? 1 : 0, share: 1 - ratio, raster: flat ? 0 : { kind: "learned", ratio } };
    },
    pixel: ({ flat, share, raster }, at) =>
      chooseOne(flat, at, [(point) => field(raster, point), () => share]),
  });
}
