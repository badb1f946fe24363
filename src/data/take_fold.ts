import { demand } from "../demand.ts";
import type { Samples } from "./dataset.ts";
import { foldsOf, pairOf } from "./folds_of.ts";
import type { Holdout } from "./hold_out.ts";
import type { KFoldOptions } from "./k_fold.ts";

/** Options of {@linkcode takeFold}. */
export interface TakeFoldOptions extends KFoldOptions {
  /** Which part to validate with, an integer in `0…folds - 1`. */
  readonly fold: number;
}

/**
 * Makes one of the pairs of `kFold()`, without the others.
 *
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { embedded, kFold, takeFold } from "@miamix/miamix/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { train } = embedded({ train: 100, test: 10 });
 * assertEquals(takeFold(train, { folds: 5, fold: 2 }), [...kFold(train, { folds: 5 })][2]);
 * ```
 */
export function takeFold<S extends Samples>(
  split: S,
  { folds, fold, seed = 0 }: TakeFoldOptions,
): Holdout<S> {
  const action = "takeFold() of a split", foldOf = foldsOf(action, split, folds, seed);
  const fits = Number.isSafeInteger(fold) && fold >= 0 && fold < folds;
  demand(fits, action, `fold must be an integer in 0…${folds - 1}`, fold);
  return pairOf(split, foldOf, fold);
}
