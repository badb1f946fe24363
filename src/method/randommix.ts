import { chooseRecipe } from "../combine.ts";
import type { BetaOptions } from "../ratio/mod.ts";
import type { Recipe } from "../recipe.ts";
import { cutmix } from "./cutmix.ts";
import { fmix } from "./fmix.ts";
import { mixup } from "./mixup.ts";

/** Options of {@linkcode randommix}. */
export interface RandommixOptions extends BetaOptions {
  /** How often to take Mixup, CutMix and FMix. @default {[1, 1, 1]} (RandomMix paper, for ResNet) */
  readonly weights?: readonly [mixup: number, cutmix: number, fmix: number];
}

/**
 * RandomMix: one method at random for every sample (Liu et al. 2022, arXiv 2205.08728).
 *
 * The candidates are the published ones but for ResizeMix. Default alpha 1, as published.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function randommix(options: RandommixOptions = {}): Recipe {
  const { alpha = 1, weights: [mixups, cutmixes, fmixes] = [1, 1, 1] } = options;
  return chooseRecipe([mixups, mixup({ alpha })], [cutmixes, cutmix({ alpha })], [fmixes, fmix({ alpha })]);
}
