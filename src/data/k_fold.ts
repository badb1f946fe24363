import type { Samples } from "./dataset.ts";
import type { Holdout } from "./hold_out.ts";
import { foldsOf, pairOf } from "./folds_of.ts";

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
export function kFold<S extends Samples>(
  split: S,
  { folds, seed = 0 }: KFoldOptions,
): IterableIterator<Holdout<S>> {
  const foldOf = foldsOf("kFold() a split", split, folds, seed);
  return Iterator.from(Array(folds).keys()).map((fold) => pairOf(split, foldOf, fold));
}
