import { demandOptions } from "../demand.ts";
import { flow, pipe } from "fp-ts/function";
import { onEdges, rotate, shear, smooth, sometimes } from "../augment/mod.ts";
import { box, choose, flat, fourier, gaussian, grid } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone } from "../pair/mod.ts";
import { dirichlet, type DirichletOptions } from "../ratio/mod.ts";
import { augmentMask, mask, merge, mix, pair, type Recipe, sampleRatios } from "../recipe/recipe.ts";

/** Options of {@linkcode miamix}, with the values of the paper's Table 1 as defaults. */
export interface MiamixOptions extends DirichletOptions {
  /** W: how often to take the mask of MixUp, CutMix, FMix, GridMix and AGMix. @default {[2, 1, 1, 1, 1]} */
  readonly weights?: readonly [mixup: number, cutmix: number, fmix: number, gridmix: number, agmix: number];
  /** p_self: the probability that a sample is mixed with another view of itself. @default {0.1} */
  readonly self?: number;
  /** p_aug: the probability that a hard-edged mask is rotated and sheared. @default {0.25} */
  readonly bend?: number;
  /** p_smooth: the probability that a hard-edged mask is smoothed. @default {0.5} */
  readonly soften?: number;
}

/**
 * MiAMix: up to two layers of masks of five kinds, bent, smoothed and multiplied (Liang et al. 2023, arXiv 2308.02804,
 * Algorithm 1).
 *
 * One sample in ten is mixed with itself, which by the paper means with another view of the same image. The recipe has no
 * views of its own, and without any such a sample stays as it is: wrap it in {@linkcode withViews}, or take `self: 0`.
 *
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { cropAndFlip, miamix, withViews } from "@miamix/miamix";
 *
 * const recipe = withViews(cropAndFlip())(miamix());
 * ```
 */
export function miamix(options: MiamixOptions = {}): Recipe {
  demandOptions("build miamix()", options, ["alpha", "layers", "weights", "self", "bend", "soften"]);
  const { alpha = 1, layers = [1, 2], weights = [2, 1, 1, 1, 1], self = 0.1, bend = 0.25, soften = 0.5 } =
    options;
  const [flats, boxes, fouriers, grids, gaussians] = weights;
  const bump = gaussian({ covariance: "random" });
  return pipe(
    pair(anyone({ self })),
    sampleRatios(dirichlet({ alpha, layers })),
    mask(choose([flats, flat()], [boxes, box()], [fouriers, fourier()], [grids, grid()], [gaussians, bump])),
    augmentMask(onEdges(sometimes(bend, flow(rotate(), shear())))),
    augmentMask(onEdges(sometimes(soften, smooth()))),
    merge(product()),
    mix({ labels: "merged" }),
  );
}
