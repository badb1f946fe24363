import type { Samples } from "./dataset.ts";
import { type Labels, MOST_CLASSES } from "./labels.ts";
import { takeRows } from "./take_rows.ts";

/**
 * Keeps the first `count` samples of a split, class-balanced and in file order: the first sample of every class, then
 * the second of every class, and so on until `count` are taken; classes differ by at most one sample unless one runs
 * out. A smaller subset is part of a larger one. A split that has no more than `count` samples comes back as it is.
 *
 * Rows are numbered anew, so the id of a sample is its row in the subset.
 *
 * @param split The samples to choose from.
 * @param count How many to keep, an integer of at least 1.
 * @throws {RangeError} If `count` is anything else.
 *
 * @example
 * ```ts
 * import { limit } from "@miamix/miamix/data";
 * import { assertEquals } from "@std/assert";
 *
 * const split = { count: 4, images: Uint8Array.of(10, 11, 12, 13), labels: Uint8Array.of(0, 0, 1, 0) };
 * assertEquals(limit(split, 2), { count: 2, images: Uint8Array.of(10, 12), labels: Uint8Array.of(0, 1) });
 * ```
 */
export function limit<S extends Samples>(split: S, count: number): S {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(
      `Cannot limit() a split: count must be an integer of at least 1, current value is ${count}`,
    );
  }
  if (count >= split.count) return split;
  return takeRows(split, balancedRows(split.labels, count));
}

/** The rows of the lowest ranks within their classes, earlier rows first among equals, in file order. */
function balancedRows(labels: Labels, count: number): readonly number[] {
  const seen = new Uint32Array(MOST_CLASSES);
  const ranks = Array.from(labels, (label) => seen[label]!++);
  return Array.from(labels.keys())
    .sort((a, b) => ranks[a]! - ranks[b]!)
    .slice(0, count)
    .sort((a, b) => a - b);
}
