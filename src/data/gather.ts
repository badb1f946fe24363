import type { Samples } from "./dataset.ts";
import { gatherRows } from "./gather_rows.ts";

/**
 * Gathers the pixels of samples, from memory or from the file they are in.
 *
 * @param samples Where the samples are.
 * @param ids The ids of the samples wanted, in any order; one may come more than once.
 * @returns Bytes in NHWC order, a row for each id in the order given.
 * @throws {RangeError} If there is no sample of an id.
 * @throws {DataError} If they are in a file that cannot be read or was changed.
 *
 * @example
 * ```ts
 * import { embedded, gather } from "@miamix/miamix/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { train } = embedded({ train: 10, test: 10 });
 * assertEquals((await gather(train, [7, 0, 7])).length, 3 * 32 * 32 * 3);
 * ```
 */
export async function gather(samples: Samples, ids: ArrayLike<number>): Promise<Uint8Array> {
  return "images" in samples ? gatherRows(samples, ids) : await samples.read(ids);
}
