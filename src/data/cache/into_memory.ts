import type { Dataset, Split, StoredSplit } from "../dataset.ts";

/** Reads a whole data set into memory, a piece at a time, and checks each row. */
export async function intoMemory(dataset: Dataset<StoredSplit>): Promise<Dataset> {
  return { ...dataset, train: await read(dataset.train), test: await read(dataset.test) };
}

async function read({ count, labels, read }: StoredSplit): Promise<Split> {
  let images = new Uint8Array(), at = 0;
  for (let start = 0; start < count; start += PIECE) {
    const length = Math.min(PIECE, count - start);
    const rows = await read(Uint32Array.from({ length }, (_, n) => start + n));
    if (start === 0) images = new Uint8Array(rows.length / length * count);
    images.set(rows, at);
    at += rows.length;
  }
  return { count, images, labels };
}

/** How many rows are read at once. */
const PIECE = 1024;
