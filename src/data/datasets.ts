import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { loadCifar10 } from "./cifar10.ts";
import { loadCifar100 } from "./cifar100.ts";
import type { Dataset } from "./dataset.ts";
import type { Cifar100Labels } from "./decode_cifar100.ts";
import { embedded } from "./embedded/embedded.ts";
import { DataError } from "./error.ts";
import { loadFolder } from "./folder/folder.ts";
import { loadTinyImagenet } from "./folder/tiny_imagenet.ts";
import { loadFashionMnist } from "./mnist/fashion_mnist.ts";
import { loadMnist } from "./mnist/mnist.ts";

/** Options of a {@linkcode DatasetSource}. */
export interface LoadOptions {
  /** The folder that holds the files. @default the folder `data` for sets that can be fetched; others need one or none */
  readonly dataDir?: string;
  /**
   * Rows and columns that images are resized to, an integer of at least 1; only `folder` (default 32) and `tiny-imagenet`
   * (default 64) resize.
   */
  readonly size?: number;
  /** Which labels `cifar100` gets; no other set has two kinds. @default {"fine"} */
  readonly labels?: Cifar100Labels;
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
 * assertEquals(Object.keys(datasets).slice(0, 2), ["embedded", "cifar10"]);
 * ```
 */
export const datasets: Readonly<Record<string, DatasetSource>> = {
  embedded: {
    summary: "ten drawn shapes, 32×32 RGB, nothing to download",
    load: () => TE.fromIO(() => embedded()),
  },
  cifar10: {
    summary: "CIFAR-10 photographs, 32×32 RGB, from deno task data cifar10 or a folder of yours",
    load: fetched("cifar10", loadCifar10),
  },
  cifar100: {
    summary: "CIFAR-100 photographs, 32×32 RGB, from deno task data cifar100 or a folder of yours",
    load: fetched("cifar100", (directory, { labels }) => loadCifar100(directory, { labels })),
  },
  mnist: {
    summary: "MNIST digits, 28×28 with one channel, the four files in a folder of yours",
    load: fromFolder(
      "MNIST",
      "put the four files of https://storage.googleapis.com/cvdf-datasets/mnist/ into a folder",
      loadMnist,
    ),
  },
  "fashion-mnist": {
    summary:
      "Fashion-MNIST clothing, 28×28 with one channel, found where Debian's dataset-fashion-mnist is installed",
    load: ({ dataDir }) => loadFashionMnist(dataDir),
  },
  "tiny-imagenet": {
    summary:
      "Tiny-ImageNet-200 photographs, 64×64 RGB, from deno task data tiny-imagenet or a folder of yours",
    load: fetched("tiny-imagenet", (directory, { size }) => loadTinyImagenet(directory, { size })),
  },
  folder: {
    summary: "PNG and JPEG images of yours, a folder for each class, resized to 32×32 RGB",
    load: fromFolder(
      "a folder of images",
      "make a folder with a folder for each class",
      (directory, { size }) => loadFolder(directory, { size }),
    ),
  },
};

/** Where `deno task data` puts what it gets. */
const FETCHED = "data";

type LoadFolder = (directory: string, options: LoadOptions) => TE.TaskEither<DataError, Dataset>;

/** Makes the loader of a set that can be had from the network: without a folder, it is looked for where it is put. */
function fetched(name: string, load: LoadFolder): DatasetSource["load"] {
  return (options) =>
    options.dataDir !== undefined ? load(options.dataDir, options) : pipe(
      load(FETCHED, options),
      TE.mapLeft(({ message }) => new DataError(`${message}, or let deno task data ${name} get it`)),
    );
}

/** Makes the loader of a set whose folder must be given. */
function fromFolder(
  title: string,
  advice: string,
  load: LoadFolder,
): DatasetSource["load"] {
  return (options) =>
    options.dataDir === undefined
      ? TE.left(
        new DataError(
          `Cannot read ${title}: the folder of its files must be given, current value is nothing; ${advice} and name ` +
            "it with --data-dir",
        ),
      )
      : load(options.dataDir, options);
}
