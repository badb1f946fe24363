import * as TE from "fp-ts/TaskEither";
import { loadCifar10 } from "./cifar10.ts";
import type { Dataset } from "./dataset.ts";
import { embedded } from "./embedded/embedded.ts";
import { DataError } from "./error.ts";

/** Options of a {@linkcode DatasetSource}. */
export interface LoadOptions {
  /** The folder that holds the files; the embedded set needs none. */
  readonly dataDir?: string;
}

/** Something that a data set can be loaded from. */
export interface DatasetSource {
  /** What it is, in a line. */
  readonly summary: string;
  /** Makes a task that loads it; the left side says what is wrong and what to do. */
  readonly load: (options: LoadOptions) => TE.TaskEither<DataError, Dataset>;
}

/**
 * Every data set by the name that the command line knows it by.
 *
 * @example
 * ```ts
 * import { datasets } from "@miamix/miamix/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Object.keys(datasets), ["embedded", "cifar10"]);
 * ```
 */
export const datasets: Readonly<Record<string, DatasetSource>> = {
  embedded: {
    summary: "ten drawn shapes, 32×32 RGB, nothing to download",
    load: () => TE.fromIO(() => embedded()),
  },
  cifar10: {
    summary: "CIFAR-10 photographs, 32×32 RGB, the binary version in a folder of yours",
    load: ({ dataDir }) =>
      dataDir === undefined
        ? TE.left(
          new DataError(
            "Cannot read CIFAR-10: the folder of its files must be given, current value is nothing; unpack " +
              "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz into a folder and name it with --data-dir",
          ),
        )
        : loadCifar10(dataDir),
  },
};
