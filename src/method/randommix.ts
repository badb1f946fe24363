import { demandOptions } from "../demand.ts";
import { chooseRecipe } from "../recipe/combine.ts";
import { type BetaOptions, perBatch } from "../ratio/mod.ts";
import type { Recipe } from "../recipe/recipe.ts";
import { cutmix } from "./cutmix.ts";
import { fmix } from "./fmix.ts";
import { mixup } from "./mixup.ts";
import { resizemix } from "./resizemix.ts";

/** Options of {@linkcode randommix}. */
export interface RandommixOptions extends BetaOptions {
  /**
   * How often to take Mixup, CutMix, ResizeMix and FMix.
   *
   * @default {[1, 1, 1, 1]} (published for PreActResNet-18; `[3, 1, 1, 1]` for WRN-28-10)
   */
  readonly weights?: readonly [mixup: number, cutmix: number, resizemix: number, fmix: number];
  /** Whether every sample takes a method, or the whole batch one. @default {"sample"} (our choice; unpublished) */
  readonly scope?: "sample" | "batch";
}

/**
 * RandomMix: one of four methods at random (Liu et al. 2022, arXiv 2205.08728).
 *
 * Default alpha 1, as published; ResizeMix keeps its own law. It costs what the method costs that is taken. The
 * candidates of MiAMix, one for each sample, are `miamix({ layers: 1, self: 0, bend: 0, soften: 0 })`.
 *
 * @throws {RangeError} If alpha is not > 0, a weight is negative or not finite, or all are zero.
 */
export function randommix(options: RandommixOptions = {}): Recipe {
  demandOptions("build randommix()", options, ["alpha", "weights", "scope"]);
  const { alpha = 1, weights: [mixups, cutmixes, resizemixes, fmixes] = [1, 1, 1, 1], scope = "sample" } =
    options;
  const choice = chooseRecipe(
    [mixups, mixup({ alpha })],
    [cutmixes, cutmix({ alpha })],
    [resizemixes, resizemix()],
    [fmixes, fmix({ alpha })],
  );
  return scope === "batch" ? perBatch(choice) : choice;
}
