import { demand } from "../demand.ts";
import type { Split } from "./dataset.ts";

/** Copies the pixels of samples in memory, in the order of their ids. */
export function gatherRows({ count, images }: Split, ids: ArrayLike<number>): Uint8Array {
  demandIds(ids, count);
  const stride = images.length / count;
  const rows = new Uint8Array(ids.length * stride || 0);
  for (let n = 0; n < ids.length; n++) {
    const start = ids[n]! * stride;
    rows.set(images.subarray(start, start + stride), n * stride);
  }
  return rows;
}

/** Checks that there is a sample of every id. */
export function demandIds(ids: ArrayLike<number>, count: number): void {
  for (let n = 0; n < ids.length; n++) {
    if (ids[n]! < count) continue;
    demand(false, "gather() samples", `an id must be in 0…${count - 1}`, ids[n]);
  }
}
