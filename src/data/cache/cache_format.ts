import { createHash } from "node:crypto";
import type { Dataset } from "../dataset.ts";

/**
 * A cache is a file of `MAGIC`, the rows of the training images, those of the test images, an index, and a foot.
 *
 * The index is this description as JSON, the labels of the training and of the test images, and the CRC-32 of each of their
 * rows, little-endian. The foot is the length of the JSON, the length of the index (32 bits each, little-endian), the
 * SHA-256 of the index and the lengths, and `MAGIC`.
 */
export interface CacheAbout extends Omit<Dataset, "train" | "test"> {
  /** What it was made from, and how. */
  readonly source: { readonly folder: string; readonly how: string };
  /** Changes with any file of the source. */
  readonly fingerprint: string;
  /** How many samples there are. */
  readonly counts: Readonly<Record<"train" | "test", number>>;
}

/** An index that was read, and where the rows are. */
export interface CacheIndex {
  readonly about: CacheAbout;
  readonly labels: Readonly<Record<"train" | "test", Uint8Array>>;
  readonly sums: Readonly<Record<"train" | "test", Uint32Array>>;
}

/** The first and the last bytes of a cache; the number changes with the format. */
export const MAGIC: Uint8Array = new TextEncoder().encode("miamix/1");

/** How long the foot is. */
export const FOOT = 48;

/** The bytes of an image. */
export function rowBytes(
  { height, width, channels }: Pick<Dataset, "height" | "width" | "channels">,
): number {
  return height * width * channels;
}

/** Writes an index and the foot. */
export function encodeIndex({ about, labels, sums }: CacheIndex): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(about));
  const index = concat([json, labels.train, labels.test, numbers(sums.train), numbers(sums.test)]);
  const checked = concat([index, numbers(Uint32Array.of(json.length, index.length))]);
  return concat([checked, sha256(checked), MAGIC]);
}

/** Reads an index whose checksum was found right; `undefined` if its parts do not fit. */
export function decodeIndex(index: Uint8Array, jsonLength: number): CacheIndex | undefined {
  const about: CacheAbout = JSON.parse(new TextDecoder().decode(index.subarray(0, jsonLength)));
  const { train, test } = about.counts, all = train + test;
  if (index.length !== jsonLength + 5 * all) return undefined;
  const view = new DataView(index.buffer, index.byteOffset + jsonLength + all);
  const sums = Uint32Array.from({ length: all }, (_, n) => view.getUint32(4 * n, true));
  return {
    about,
    labels: {
      train: index.slice(jsonLength, jsonLength + train),
      test: index.slice(jsonLength + train, jsonLength + all),
    },
    sums: { train: sums.subarray(0, train), test: sums.subarray(train) },
  };
}

/** The SHA-256 of some bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}

function numbers(values: Uint32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [n, value] of values.entries()) view.setUint32(4 * n, value, true);
  return new Uint8Array(view.buffer);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
