import { gzipSync } from "node:zlib";

/** An IDX file of unsigned bytes. */
export function idx(shape: readonly number[], values: Iterable<number>): Uint8Array {
  const sizes = shape.flatMap((size) =>
    [size >>> 24, size >>> 16, size >>> 8, size].map((byte) => byte & 255)
  );
  return Uint8Array.of(0, 0, 8, shape.length, ...sizes, ...values);
}

/** The same bytes, packed. */
export const gzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes));

/** The files of a small set, some of them packed: three images to train with, two to test with. */
export function smallSet(): Map<string, Uint8Array> {
  const pixels = (count: number, salt: number) =>
    Array.from({ length: count * 784 }, (_, i) => (i * 7 + salt) % 256);
  return new Map([
    ["train-images-idx3-ubyte.gz", gzip(idx([3, 28, 28], pixels(3, 1)))],
    ["train-labels-idx1-ubyte", idx([3], [9, 0, 5])],
    ["t10k-images-idx3-ubyte", idx([2, 28, 28], pixels(2, 2))],
    ["t10k-labels-idx1-ubyte.gz", gzip(idx([2], [1, 2]))],
  ]);
}
