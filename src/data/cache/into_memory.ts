import type { Dataset, Split, StoredSplit } from "../dataset.ts";
import { rowBytes } from "./cache_format.ts";
import { readPieces } from "./read_pieces.ts";

/** Reads a whole data set into memory, a piece at a time, and checks each row. */
export async function intoMemory(dataset: Dataset<StoredSplit>): Promise<Dataset> {
  const stride = rowBytes(dataset);
  return { ...dataset, train: await load(dataset.train, stride), test: await load(dataset.test, stride) };
}

async function load(split: StoredSplit, stride: number): Promise<Split> {
  const { count, labels } = split, images = new Uint8Array(count * stride);
  let at = 0;
  for await (const rows of readPieces(split)) {
    images.set(rows, at);
    at += rows.length;
  }
  return { count, images, labels };
}
