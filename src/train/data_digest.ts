import { createHash } from "node:crypto";
import { type Dataset, gather, type Samples } from "../data/mod.ts";

/** Samples read at a time. */
const PIECE = 1024;

/**
 * SHA-256, in hexadecimal, of everything that a run learns from and is measured with: sizes, class names, labels and
 * images, as they are after limits, folds and label noise.
 *
 * @throws {DataError} If the images are in a file that cannot be read or was changed.
 */
export async function dataDigest(dataset: Dataset<Samples>): Promise<string> {
  const { height, width, channels, classNames, train, test } = dataset;
  const hash = createHash("sha256");
  hash.update(JSON.stringify([height, width, channels, classNames, train.count, test.count]));
  for (const samples of [train, test]) {
    hash.update(samples.labels);
    for (let first = 0; first < samples.count; first += PIECE) {
      const count = Math.min(PIECE, samples.count - first);
      hash.update(await gather(samples, Uint32Array.from({ length: count }, (_, i) => first + i)));
    }
  }
  return hash.digest("hex");
}
