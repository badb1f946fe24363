import * as TE from "fp-ts/TaskEither";
import type { Dataset, Split } from "../dataset.ts";
import type { DataError } from "../error.ts";
import type { BadImageOptions } from "../image/bad_images.ts";
import type { DecodeOptions } from "../image/decode_pool.ts";
import { imageRows } from "../image/image_rows.ts";
import type { ImageSet } from "../image/image_set.ts";
import type { RowSource, RowStream } from "../row_source.ts";

/** A data set in files, which has been found and not read. */
export interface FileSet {
  /** The folder of its files. */
  readonly folder: string;
  /** The settings that change the pixels: `size 64, orientation apply`. */
  readonly how: string;
  /** Every file that it is read from, as it is called in the folder. */
  readonly files: readonly string[];
  /** True if a copy may lack the images that could not be read. */
  readonly skips: boolean;
  /** True if the test samples were dealt out of all samples. */
  readonly dealt?: boolean | undefined;
  /** Notes on how it was found, a line each. */
  readonly notes: readonly string[];
  /** Makes a task that reads them. */
  readonly open: () => TE.TaskEither<DataError, RowSource>;
}

/** The rows of a data set that is in memory. */
export function rowsInMemory({ mean, std, train, test, ...about }: Dataset): RowSource {
  return { ...about, statistics: { mean, std }, train: streamOf(train), test: streamOf(test), skipped: [] };
}

function streamOf({ count, images, labels }: Split): RowStream {
  return { most: count, rows: () => ReadableStream.from([{ images, labels }]) };
}

/** The files of a set of images. */
export function filesOfImages(set: ImageSet, options: DecodeOptions & BadImageOptions): FileSet {
  const { folder, size, lists, train, test, dealt, notes } = set, { orientation = "apply" } = options;
  const paths = [...lists, ...train.map(({ path }) => path), ...test.map(({ path }) => path)];
  return {
    folder,
    how: `size ${size}, orientation ${orientation}`,
    files: paths.map((path) => path.slice(folder.length + 1)),
    skips: options.badImages === "skip",
    dealt,
    notes,
    open: () => TE.right(imageRows(set, options)),
  };
}
