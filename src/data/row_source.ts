import type { Dataset } from "./dataset.ts";
import type { SkippedImage } from "./image/bad_images.ts";

/** A data set whose rows come one after the other. */
export interface RowSource extends Pick<Dataset, "name" | "classNames" | "height" | "width" | "channels"> {
  /** The channel statistics, where they are published. */
  readonly statistics?: Pick<Dataset, "mean" | "std">;
  readonly train: RowStream;
  readonly test: RowStream;
  /** The images that were skipped, among the rows read so far. */
  readonly skipped: readonly SkippedImage[];
}

/** The rows of a split, in pieces of one or more. */
export interface RowStream {
  /** The number of rows, if none is skipped. */
  readonly most: number;
  /** Starts to read them. It throws a `DataError` where it cannot. */
  readonly rows: () => AsyncIterable<Rows>;
}

/** Some rows with their labels. */
export interface Rows {
  readonly images: Uint8Array;
  readonly labels: Iterable<number>;
}
