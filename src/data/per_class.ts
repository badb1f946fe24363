import { demand } from "../demand.ts";
import type { Samples } from "./dataset.ts";
import { rowsByClass } from "./rows_by_class.ts";
import { takeRows } from "./take_rows.ts";

/**
 * Keeps the first `count` samples of every class, in file order. Rows are numbered anew.
 *
 * @param split The samples to choose from.
 * @param count How many of each class to keep, an integer of at least 1.
 * @throws {RangeError} If `count` is anything else, or a class that occurs has fewer samples.
 *
 * @example
 * ```ts
 * import { perClass } from "@miamix/miamix/data";
 * import { assertEquals } from "@std/assert";
 *
 * const split = { count: 4, images: Uint8Array.of(10, 11, 12, 13), labels: Uint8Array.of(1, 0, 1, 0) };
 * assertEquals(perClass(split, 1), { count: 2, images: Uint8Array.of(10, 11), labels: Uint8Array.of(1, 0) });
 * ```
 */
export function perClass<S extends Samples>(split: S, count: number): S {
  const action = "take samples perClass()";
  demand(Number.isSafeInteger(count) && count >= 1, action, "count must be an integer of at least 1", count);
  const classes = rowsByClass(split.labels);
  for (const [label, { length }] of classes.entries()) {
    const enough = length === 0 || length >= count;
    demand(enough, action, `class ${label} must have at least ${count} samples`, length);
  }
  const rows = classes.flatMap((all) => all.slice(0, count)).sort((a, b) => a - b);
  return takeRows(split, rows);
}
