import { demand } from "../demand.ts";
import { key } from "../random/mod.ts";
import type { Split } from "./dataset.ts";
import type { Holdout } from "./hold_out.ts";
import { shuffledByClass } from "./rows_by_class.ts";
import { takeRows } from "./take_rows.ts";

/** Options of {@linkcode kFold}. */
export interface KFoldOptions {
  /** Into how many parts to cut, an integer from 2 to the number of samples. */
  readonly folds: number;
  /** How the samples are dealt, an integer in `[0, 2^53)`. @default {0} */
  readonly seed?: number;
}

/**
 * Deals the samples at random into `folds` parts and makes one pair for each: that part to validate with, all others to
 * learn from. Parts differ by at most one sample, in total and in every class. A pair is made when it is asked for, so
 * only one copy of the images need be held at a time.
 *
 * @returns The pairs in order; every sample is in exactly one of their validation parts, and all keep the file order.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { embedded, kFold } from "@miamix/miamix/data";
 * import { assertEquals } from "@std/assert";
 *
 * const pairs = [...kFold(embedded({ train: 100, test: 10 }).train, { folds: 4 })];
 * assertEquals(pairs.map(({ train, validation }) => [train.count, validation.count]), Array(4).fill([75, 25]));
 * ```
 */
export function kFold(split: Split, { folds, seed = 0 }: KFoldOptions): IterableIterator<Holdout> {
  const fits = Number.isSafeInteger(folds) && folds >= 2 && folds <= split.count;
  demand(fits, "kFold() a split", `folds must be an integer in 2…${split.count}`, folds);
  const foldOf = new Uint32Array(split.count);
  for (const [position, row] of shuffledByClass(split.labels, key(seed)).entries()) {
    foldOf[row] = position % folds;
  }
  return pairs(split, foldOf, folds);
}

function* pairs(split: Split, foldOf: Uint32Array, folds: number): IterableIterator<Holdout> {
  const rows = Array.from(foldOf.keys());
  for (let fold = 0; fold < folds; fold++) {
    yield {
      train: takeRows(split, rows.filter((row) => foldOf[row] !== fold)),
      validation: takeRows(split, rows.filter((row) => foldOf[row] === fold)),
    };
  }
}
