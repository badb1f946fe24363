import type { StoredSplit } from "../dataset.ts";

/** Reads all rows of a split in their order, some at a time. */
export async function* readPieces({ count, read }: StoredSplit): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < count; start += PIECE) {
    const length = Math.min(PIECE, count - start);
    yield await read(Uint32Array.from({ length }, (_, n) => start + n));
  }
}

/** How many rows are read at once. */
const PIECE = 1024;
