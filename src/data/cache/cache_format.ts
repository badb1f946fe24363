import { createHash } from "node:crypto";
import type { Dataset } from "../dataset.ts";
import type { SkippedImage } from "../image/bad_images.ts";
import { type Labels, labelsFrom } from "../labels.ts";

/**
 * A cache is a file of `MAGIC`, the rows of the training images, those of the test images, an index, and a foot.
 *
 * The index is this description as JSON, the labels of the training and of the test images (a byte each, or 16 bits of over
 * 256 classes), and the CRC-32 of each of their rows, all little-endian. The foot is the length of the JSON, the length of the index (32 bits each, little-endian), the
 * SHA-256 of the index and the lengths, and `MAGIC`.
 */
export interface CacheAbout extends Omit<Dataset, "train" | "test" | "dealt" | "notes"> {
  /** What it was made from, and how. */
  readonly source: { readonly folder: string; readonly how: string };
  /** Changes with any file of the source. */
  readonly fingerprint: string;
  /** The images that could not be read and are not in it. */
  readonly skipped: readonly SkippedImage[];
  /** How many samples there are. */
  readonly counts: Readonly<Record<"train" | "test", number>>;
}

/** An index that was read, and where the rows are. */
export interface CacheIndex {
  readonly about: CacheAbout;
  readonly labels: Readonly<Record<"train" | "test", Labels>>;
  readonly sums: Readonly<Record<"train" | "test", Uint32Array>>;
}

/** The first and the last bytes of a cache; the number changes with the format. */
export const MAGIC: Uint8Array = new TextEncoder().encode("miamix/2");

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
  const width = labelWidth(about);
  const index = concat([
    json,
    numbers(labels.train, width),
    numbers(labels.test, width),
    numbers(sums.train, 4),
    numbers(sums.test, 4),
  ]);
  const checked = concat([index, numbers([json.length, index.length], 4)]);
  return concat([checked, sha256(checked), MAGIC]);
}

/** Reads an index whose checksum was found right; `undefined` if its parts do not fit. */
export function decodeIndex(index: Uint8Array, jsonLength: number): CacheIndex | undefined {
  const about: CacheAbout = JSON.parse(new TextDecoder().decode(index.subarray(0, jsonLength)));
  const { train, test } = about.counts, all = train + test, width = labelWidth(about);
  if (index.length !== jsonLength + (width + 4) * all) return undefined;
  const view = new DataView(index.buffer, index.byteOffset + jsonLength);
  const read = { 1: (n: number) => view.getUint8(n), 2: (n: number) => view.getUint16(2 * n, true) }[width];
  const labels = labelsFrom(Array.from({ length: all }, (_, n) => read(n)), about.classNames.length);
  const sums = Uint32Array.from({ length: all }, (_, n) => view.getUint32(width * all + 4 * n, true));
  return {
    about,
    labels: { train: labels.slice(0, train), test: labels.slice(train) },
    sums: { train: sums.subarray(0, train), test: sums.subarray(train) },
  };
}

/** The SHA-256 of some bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}

/** The bytes of a label. */
function labelWidth({ classNames }: Pick<Dataset, "classNames">): 1 | 2 {
  return classNames.length > 256 ? 2 : 1;
}

/** Writes numbers of so many bytes each, little-endian. */
function numbers(values: ArrayLike<number>, width: 1 | 2 | 4): Uint8Array {
  const view = new DataView(new ArrayBuffer(width * values.length));
  const write = {
    1: (at: number, value: number) => view.setUint8(at, value),
    2: (at: number, value: number) => view.setUint16(at, value, true),
    4: (at: number, value: number) => view.setUint32(at, value, true),
  }[width];
  for (let n = 0; n < values.length; n++) write(width * n, values[n]!);
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
