import { demand } from "../demand.ts";
import { key } from "../random/mod.ts";
import type { Samples } from "./dataset.ts";
import type { Holdout } from "./hold_out.ts";
import { shuffledByClass } from "./rows_by_class.ts";
import { takeRows } from "./take_rows.ts";

/** Deals samples into parts of equal size, each class evenly, and gives the part of every sample. */
export function foldsOf(
  action: string,
  { count, labels }: Samples,
  folds: number,
  seed: number,
): Uint32Array {
  const fits = Number.isSafeInteger(folds) && folds >= 2 && folds <= count;
  demand(fits, action, `folds must be an integer in 2…${count}`, folds);
  const foldOf = new Uint32Array(count);
  for (const [position, row] of shuffledByClass(labels, key(seed)).entries()) foldOf[row] = position % folds;
  return foldOf;
}

/** Splits samples into one part, to validate with, and all the others. */
export function pairOf<S extends Samples>(split: S, foldOf: Uint32Array, fold: number): Holdout<S> {
  const rows = Array.from(foldOf.keys());
  return {
    train: takeRows(split, rows.filter((row) => foldOf[row] !== fold)),
    validation: takeRows(split, rows.filter((row) => foldOf[row] === fold)),
  };
}
