import type { Samples } from "./dataset.ts";
import { gatherRows } from "./gather_rows.ts";

/** Takes these rows of a split, in this order; they are numbered anew. Rows in a file stay there. */
export function takeRows<S extends Samples>(samples: S, rows: ArrayLike<number>): S;
export function takeRows(samples: Samples, rows: ArrayLike<number>): Samples {
  const kept = Uint32Array.from(rows), count = kept.length;
  const labelOf = (row: number) => samples.labels[row]!;
  const labels = samples.labels instanceof Uint8Array
    ? Uint8Array.from(kept, labelOf)
    : Uint16Array.from(kept, labelOf);
  return "images" in samples
    ? { count, images: gatherRows(samples, kept), labels }
    : { count, labels, read: (ids) => samples.read(Uint32Array.from(ids, (id) => kept[id]!)) };
}
