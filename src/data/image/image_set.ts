import type { Dataset } from "../dataset.ts";
import type { Origin } from "../origin.ts";
import type { LabelledFile } from "./decode_files.ts";

/** A data set whose images are files of their own, listed and not read yet. */
export interface ImageSet {
  readonly origin: Origin;
  readonly name: string;
  /** The folder that all its files are in. */
  readonly folder: string;
  readonly classNames: readonly string[];
  /** Rows and columns that every image is resized to. */
  readonly size: number;
  /** The published channel statistics, where there are some for this size. */
  readonly statistics?: Pick<Dataset, "mean" | "std">;
  /** True if the test images were dealt out of all images. */
  readonly dealt?: boolean;
  /** The files, besides the images, that say what is in the set. */
  readonly lists: readonly string[];
  readonly train: readonly LabelledFile[];
  readonly test: readonly LabelledFile[];
  /** Notes on how it was found, a line each. */
  readonly notes: readonly string[];
}
