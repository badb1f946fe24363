import type { Shape } from "./plan/draw.ts";

/** The shape of a batch of images: samples, height, width, channels (NHWC). */
export type ImageShape = readonly [samples: number, height: number, width: number, channels: number];

/** The pixels of images: 32-bit floats in any unit, or bytes. */
export type Pixels = Float32Array | Uint8Array | Uint8ClampedArray;

/** A batch of images with their labels, in memory. */
export interface Batch<P extends Pixels = Float32Array> {
  /** The pixels, `shape` long; row by row, channels last. */
  readonly images: P;
  readonly shape: ImageShape;
  /** Either the class of every sample (integers), or a row of `classes` weights for every sample (floats). */
  readonly labels: Int32Array | Uint8Array | Float32Array;
  /** The number of classes. */
  readonly classes: number;
  /** Stable numbers of the samples, see {@linkcode Shape}. @default {[0, 1, …]} */
  readonly ids?: ArrayLike<number>;
  /** Where partners come from, with images and labels of the same form. @default the batch itself */
  readonly pool?: Pick<Batch<P>, "images" | "labels">;
}

/**
 * The mean and the standard deviation of every channel, in the unit of the images; for bytes, of `[0, 1]`. A pixel `p`
 * (for bytes, `p / 255`) becomes `(p - mean) / std`.
 */
export interface Normalization {
  readonly mean: ArrayLike<number>;
  readonly std: ArrayLike<number>;
}

/** A mixed batch. */
export interface Mixed<P extends Pixels = Float32Array> {
  /** The mixed pixels, in the layout of the batch; a mixed byte is the nearest one, of two as near the even one. */
  readonly images: P;
  /** The mixed labels, `[samples, classes]`. */
  readonly labels: Float32Array;
  /** The label weight of every anchor, `[samples]`; of the last pass, where the recipe is a sequence. */
  readonly lambda: Float32Array;
  /** The merged masks, `[samples, height, width]`; of the last pass, where the recipe is a sequence. */
  readonly masks: Float32Array;
  /** The partner of every sample, `[samples]`; of the last pass, where the recipe is a sequence. */
  readonly partner: Uint32Array;
}

/** What a plan for a batch is drawn for. */
export function planShape({ shape, ids, pool }: Batch<Pixels>): Shape {
  const [samples, height, width] = shape;
  return { samples, height, width, ids, pool: pool && pool.images.length / imageLength(shape) };
}

/** Counts the numbers of an image. */
export function imageLength([, ...sides]: ImageShape): number {
  return sides.reduce((product, side) => product * side, 1);
}

/** Labels as rows of weights, `[samples, classes]`. */
export function labelRows(labels: Batch["labels"], classes: number): Float32Array {
  if (labels instanceof Float32Array) return labels;
  const rows = new Float32Array(labels.length * classes);
  for (const [n, label] of labels.entries()) rows[n * classes + label] = 1;
  return rows;
}
