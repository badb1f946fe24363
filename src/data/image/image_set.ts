import * as TE from "fp-ts/TaskEither";
import { channelStatistics } from "../channel_statistics.ts";
import type { Dataset, Split } from "../dataset.ts";
import { DataError } from "../error.ts";
import type { Origin } from "../origin.ts";
import { decodeFiles, type LabelledFile } from "./decode_files.ts";
import type { DecodeOptions } from "./decode_pool.ts";

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
  /** Whether the test images were dealt out of all images. */
  readonly dealt?: boolean;
  /** The files, besides the images, that say what is in the set. */
  readonly lists: readonly string[];
  readonly train: readonly LabelledFile[];
  readonly test: readonly LabelledFile[];
}

/** Makes a task that decodes all images of a set into memory. */
export function loadImages(set: ImageSet, options: DecodeOptions): TE.TaskEither<DataError, Dataset> {
  const { origin, name, classNames, size, statistics, dealt = false } = set;
  const decode = async (files: readonly LabelledFile[]): Promise<Split> => {
    const images = new Uint8Array(files.length * size * size * 3);
    let at = 0;
    for await (const row of decodeFiles(origin, files, size, options)) {
      images.set(row, at);
      at += row.length;
    }
    return { count: files.length, images, labels: Uint8Array.from(files, ({ label }) => label) };
  };
  return TE.tryCatch(async () => {
    const train = await decode(set.train), test = await decode(set.test);
    const { mean, std } = statistics ?? channelStatistics(train.images, 3);
    return { name, classNames, height: size, width: size, channels: 3, mean, std, dealt, train, test };
  }, (cause) => {
    if (cause instanceof DataError) return cause;
    throw cause;
  });
}
