import { demand } from "../demand.ts";
import type { Split } from "./dataset.ts";

/** Copies the pixels of samples in memory, in the order of their ids. */
export function gatherRows({ count, images }: Split, ids: ArrayLike<number>): Uint8Array {
  const stride = images.length / count;
  const rows = new Uint8Array(ids.length * stride || 0);
  for (let n = 0; n < ids.length; n++) {
    const id = ids[n]!;
    demand(id < count, "gather() samples", `an id must be in 0…${count - 1}`, id);
    rows.set(images.subarray(id * stride, (id + 1) * stride), n * stride);
  }
  return rows;
}
