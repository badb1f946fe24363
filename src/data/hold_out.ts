import { demand } from "../demand.ts";
import { key } from "../random/mod.ts";
import type { Split } from "./dataset.ts";
import { shuffledByClass } from "./rows_by_class.ts";
import { takeRows } from "./take_rows.ts";

/** Two parts of a split: one to learn from, and one to choose by that is never learned from. */
export interface Holdout {
  /** The samples to learn from. */
  readonly train: Split;
  /** The samples held out. */
  readonly validation: Split;
}

/** Options of {@linkcode holdOut}. */
export interface HoldOutOptions {
  /** The share of the samples to hold out, in `(0, 1)`. */
  readonly share: number;
  /** Which samples are held out, an integer in `[0, 2^53)`. @default {0} */
  readonly seed?: number;
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
export function holdOut(split: Split, { share, seed = 0 }: HoldOutOptions): Holdout {
  const action = "holdOut() samples";
  demand(share > 0 && share < 1, action, "share must be in (0, 1)", share);
  const held = Math.round(share * split.count);
  const both = held > 0 && held < split.count;
  demand(both, action, "both parts must have a sample", `${held} held out of ${split.count}`);
  const before = (position: number) => Math.floor(position * held / split.count);
  const isHeld = new Uint8Array(split.count);
  for (const [position, row] of shuffledByClass(split.labels, key(seed)).entries()) {
    isHeld[row] = before(position + 1) - before(position);
  }
  return {
    train: takeRows(split, rowsWhere(isHeld, 0)),
    validation: takeRows(split, rowsWhere(isHeld, 1)),
  };
}

function rowsWhere(isHeld: Uint8Array, wanted: number): readonly number[] {
  return Array.from(isHeld.keys()).filter((row) => isHeld[row] === wanted);
}
