import type { Split } from "./dataset.ts";

/** Takes these rows of a split, in this order; they are numbered anew. */
export function takeRows(split: Split, rows: ArrayLike<number>): Split {
  const stride = split.images.length / split.count, count = rows.length;
  const images = new Uint8Array(count * stride), labels = new Uint8Array(count);
  for (let n = 0; n < count; n++) {
    const row = rows[n]!;
    images.set(split.images.subarray(row * stride, (row + 1) * stride), n * stride);
    labels[n] = split.labels[row]!;
  }
  return { count, images, labels };
}
