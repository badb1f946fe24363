import type { Samples, Split } from "./dataset.ts";
import { heldOut, type HoldOutOptions } from "./held_out.ts";
import { takeRows } from "./take_rows.ts";

/** Two parts of a split: one to learn from, and one to choose by that is never learned from. */
export interface Holdout<S extends Samples = Split> {
  /** The samples to learn from. */
  readonly train: S;
  /** The samples held out. */
  readonly validation: S;
}

/**
 * Holds out a random share of the samples for validation, the same share of every class to within one sample. Both parts
 * keep the file order; rows are numbered anew.
 *
 * @throws {RangeError} If an option is out of its range, or a part would have no sample.
 *
 * @example
 * ```ts
 * import { embedded, holdOut } from "@miamix/miamix/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { train, validation } = holdOut(embedded({ train: 100, test: 10 }).train, { share: 0.2 });
 * assertEquals([train.count, validation.count], [80, 20]);
 * ```
 */
export function holdOut<S extends Samples>(split: S, options: HoldOutOptions): Holdout<S> {
  const isHeld = heldOut(split.labels, options);
  return {
    train: takeRows(split, rowsWhere(isHeld, 0)),
    validation: takeRows(split, rowsWhere(isHeld, 1)),
  };
}

function rowsWhere(isHeld: Uint8Array, wanted: number): readonly number[] {
  return Array.from(isHeld.keys()).filter((row) => isHeld[row] === wanted);
}
