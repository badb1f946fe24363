import { pipe } from "fp-ts/function";
import { grid, type GridOptions } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone } from "../pair/mod.ts";
import { beta, type BetaOptions } from "../ratio/mod.ts";
import { mask, merge, mix, pair, type Recipe, sampleRatios } from "../recipe/recipe.ts";

/** Options of {@linkcode gridmix}. */
export interface GridmixOptions extends BetaOptions, GridOptions {}

/**
 * GridMix: a lattice of patches of the partner (Baek et al. 2021, Pattern Recognition 109; geometry as in OpenMixup,
 * whose results MiAMix's Table 2 repeats).
 *
 * Default alpha 1 (MiAMix §4.1; OpenMixup takes 0.2 on CIFAR).
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function gridmix(options: GridmixOptions = {}): Recipe {
  const { alpha, ...lattice } = options;
  return pipe(
    pair(anyone()),
    sampleRatios(beta({ alpha })),
    mask(grid(lattice)),
    merge(product()),
    mix(),
  );
}
