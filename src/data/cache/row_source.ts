import * as TE from "fp-ts/TaskEither";
import type { Dataset, Split } from "../dataset.ts";
import type { DataError } from "../error.ts";
import { decodeFiles, type LabelledFile } from "../image/decode_files.ts";
import type { DecodeOptions } from "../image/decode_pool.ts";
import type { ImageSet } from "../image/image_set.ts";
import type { Origin } from "../origin.ts";

/** A data set in files, which has been found and not read. */
export interface FileSet {
  readonly origin: Origin;
  /** The folder of its files. */
  readonly folder: string;
  /** How they are read, as far as that changes what comes of them: `size 64`. */
  readonly how: string;
  /** Every file that it is read from, as it is called in the folder. */
  readonly files: readonly string[];
  /** Whether the test samples were dealt out of all samples. */
  readonly dealt?: boolean | undefined;
  /** Makes a task that reads them. */
  readonly open: () => TE.TaskEither<DataError, RowSource>;
}

/** A data set whose rows come one after the other. */
export interface RowSource extends Pick<Dataset, "name" | "classNames" | "height" | "width" | "channels"> {
  /** The channel statistics, where they are published. */
  readonly statistics?: Pick<Dataset, "mean" | "std">;
  readonly train: RowStream;
  readonly test: RowStream;
}

/** The rows of a split, in pieces of one or more. */
export interface RowStream {
  readonly labels: Uint8Array;
  /** Starts to read them. It throws a `DataError` where it cannot. */
  readonly rows: () => AsyncIterable<Uint8Array>;
}

/** The rows of a data set that is in memory. */
export function rowsInMemory({ mean, std, train, test, ...about }: Dataset): RowSource {
  return { ...about, statistics: { mean, std }, train: streamOf(train), test: streamOf(test) };
}

function streamOf({ images, labels }: Split): RowStream {
  return { labels, rows: () => ReadableStream.from([images]) };
}

/** The files of a set of images. */
export function filesOfImages(set: ImageSet, how: string, options: DecodeOptions): FileSet {
  const { origin, folder, lists, train, test, dealt } = set;
  const paths = [...lists, ...train.map(({ path }) => path), ...test.map(({ path }) => path)];
  return {
    origin,
    folder,
    how,
    dealt,
    files: paths.map((path) => path.slice(folder.length + 1)),
    open: () => TE.right(rowsOfImages(set, options)),
  };
}

/** The rows of images that are files of their own. */
function rowsOfImages(set: ImageSet, options: DecodeOptions): RowSource {
  const { origin, name, classNames, size, statistics } = set;
  const streamOf = (files: readonly LabelledFile[]): RowStream => ({
    labels: Uint8Array.from(files, ({ label }) => label),
    rows: () => decodeFiles(origin, files, size, options),
  });
  return {
    name,
    classNames,
    height: size,
    width: size,
    channels: 3,
    ...(statistics && { statistics }),
    train: streamOf(set.train),
    test: streamOf(set.test),
  };
}
