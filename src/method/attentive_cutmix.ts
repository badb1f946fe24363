import { pipe } from "fp-ts/function";
import { mostAttended, type MostAttendedOptions } from "../mask/mod.ts";
import { product } from "../merge/mod.ts";
import { anyone } from "../pair/mod.ts";
import { fixed } from "../ratio/mod.ts";
import { mask, merge, mix, pair, type Recipe, sampleRatios } from "../recipe/recipe.ts";

/** Options of {@linkcode attentiveCutmix}. */
export interface AttentiveCutmixOptions extends MostAttendedOptions {
  /** How many cells of the partner are pasted. @default {6} (Attentive CutMix) */
  readonly cells?: number;
}

/**
 * Attentive CutMix: the cells of the partner to which a network attends most, pasted over the anchor (Walawalkar et al.
 * 2020, arXiv 2003.13048). The attention is given, since what a network attends to depends on the network.
 *
 * Defaults: 6 cells of a 7×7 attention, as published, for every pair; so λ is 43/49 where cells are whole pixels. It costs
 * what the attention costs.
 *
 * @throws {RangeError} If there are more cells than the grid has, or an option is out of its range.
 */
export function attentiveCutmix(options: AttentiveCutmixOptions): Recipe {
  const { cells = 6, ...attended } = options, { grid = 7 } = options;
  return pipe(
    pair(anyone()),
    sampleRatios(fixed(cells / grid ** 2)),
    mask(mostAttended(attended)),
    merge(product()),
    mix(),
  );
}
