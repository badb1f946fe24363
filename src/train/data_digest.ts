import { createHash } from "node:crypto";
import { type Dataset, gather, type Samples } from "../data/mod.ts";

/** Samples read at a time. */
const PIECE = 1024;

/** The digests that tell the images of one data set from those of another. */
export interface DataDigest {
  /** SHA-256, in hexadecimal, of sizes, class names, labels and images. */
  readonly sha256: string;
  /** The first 64 bits of the SHA-256 of each training image, in their order. */
  readonly train: BigUint64Array<ArrayBuffer>;
  /** Those of each test image. */
  readonly test: BigUint64Array<ArrayBuffer>;
}

/**
 * Digests everything that a run learns from and is measured with, as it is after limits, folds and label noise.
 *
 * @throws {DataError} If the images are in a file that cannot be read or was changed.
 */
export async function dataDigest(dataset: Dataset<Samples>): Promise<DataDigest> {
  const { height, width, channels, classNames, train, test } = dataset;
  const hash = createHash("sha256");
  hash.update(JSON.stringify([height, width, channels, classNames, train.count, test.count]));
  const stride = height * width * channels;
  const digest = async (samples: Samples) => {
    const images = new BigUint64Array(samples.count);
    hash.update(samples.labels);
    for (let first = 0; first < samples.count; first += PIECE) {
      const count = Math.min(PIECE, samples.count - first);
      const rows = await gather(samples, Uint32Array.from({ length: count }, (_, i) => first + i));
      hash.update(rows);
      for (let n = 0; n < count; n++) {
        const row = createHash("sha256").update(rows.subarray(n * stride, (n + 1) * stride)).digest();
        images[first + n] = row.readBigUInt64LE();
      }
    }
    return images;
  };
  const digests = { train: await digest(train), test: await digest(test) };
  return { sha256: hash.digest("hex"), ...digests };
}
