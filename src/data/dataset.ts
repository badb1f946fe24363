/**
 * Labelled images of one split, held as bytes. The row number of a sample is its id: it never depends on the batch,
 * the order or the device a sample is used with.
 */
export interface Split {
  /** Number of samples. */
  readonly count: number;
  /** Pixels in `0…255`, rows of samples in NHWC order: `count * height * width * channels` bytes. */
  readonly images: Uint8Array;
  /** One class index a sample: `count` bytes, each below the number of class names. */
  readonly labels: Uint8Array;
}

/** A data set for image classification, in memory. */
export interface Dataset {
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
  /** Standard deviation of each channel over all the training pixels scaled to `[0, 1]`. */
  readonly std: readonly number[];
  /** The samples to learn from. */
  readonly train: Split;
  /** The samples to measure with. */
  readonly test: Split;
}
