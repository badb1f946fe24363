import type { Labels } from "./labels.ts";

/**
 * Labelled images of one split, held as bytes. The row number of a sample is its id: it never depends on the batch,
 * the order or the device a sample is used with.
 */
export interface Split {
  /** Number of samples. */
  readonly count: number;
  /** Pixels in `0…255`, rows of samples in NHWC order: `count * height * width * channels` bytes. */
  readonly images: Uint8Array;
  /** One class index a sample, each below the number of class names: `count` bytes, or 16-bit numbers of over 256 classes. */
  readonly labels: Labels;
}

/** Labelled images of one split that stay in a file; rows are read when they are asked for. Ids are as in a `Split`. */
export interface StoredSplit {
  /** Number of samples. */
  readonly count: number;
  /** One class index a sample, in memory, as in a `Split`. */
  readonly labels: Labels;
  /**
   * Reads the pixels of samples, in the order of their ids: `ids.length * height * width * channels` bytes in NHWC order.
   * It rejects with a `DataError` if the file is no longer what it was.
   */
  readonly read: (ids: ArrayLike<number>) => Promise<Uint8Array>;
}

/** Labelled images of one split, wherever they are; `gather()` reads their rows. */
export type Samples = Split | StoredSplit;

/** A data set for image classification, in memory or, as a `Dataset<StoredSplit>`, in a file. */
export interface Dataset<S extends Samples = Split> {
  /** What it is called, with its version where there can be several. */
  readonly name: string;
  /** The name of each class, by class index. */
  readonly classNames: readonly string[];
  /** Rows of an image. */
  readonly height: number;
  /** Columns of an image. */
  readonly width: number;
  /** Channels of a pixel: 3 for red, green, blue. */
  readonly channels: number;
  /** Mean of each channel over the training pixels scaled to `[0, 1]`. */
  readonly mean: readonly number[];
  /** Standard deviation of each channel over all the training pixels scaled to `[0, 1]`; 1 if it never changes. */
  readonly std: readonly number[];
  /** True if the test samples were dealt out of all samples, and not by whoever made the set. @default {false} */
  readonly dealt?: boolean;
  /** The samples to learn from. */
  readonly train: S;
  /** The samples to measure with. */
  readonly test: S;
  /** Notes on how its files were read, a line each: what was left out or skipped, and what is tested with. */
  readonly notes?: readonly string[];
}
