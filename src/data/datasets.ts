import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { cached, type CacheOptions } from "./cache/cached.ts";
import { type FileSet, filesOfImages } from "./cache/file_set.ts";
import { CIFAR10, loadCifar10 } from "./cifar10.ts";
import { cifar100, loadCifar100 } from "./cifar100.ts";
import type { Dataset, Samples } from "./dataset.ts";
import type { Cifar100Labels } from "./decode_cifar100.ts";
import { embedded } from "./embedded/embedded.ts";
import { DataError } from "./error.ts";
import { findImages, loadFolder } from "./folder/folder.ts";
import { findTinyImagenet, loadTinyImagenet } from "./folder/tiny_imagenet.ts";
import type { BadImageOptions } from "./image/bad_images.ts";
import type { DecodeOptions } from "./image/decode_pool.ts";
import { findCifar } from "./load_cifar.ts";
import { DEBIAN, FASHION_MNIST, loadFashionMnist } from "./mnist/fashion_mnist.ts";
import { findMnistFiles } from "./mnist/load_mnist_files.ts";
import { loadMnist, MNIST } from "./mnist/mnist.ts";

/** Options of a {@linkcode DatasetSource}. */
export interface LoadOptions extends DecodeOptions, BadImageOptions {
  /** The folder that holds the files. @default the folder `data` for sets that can be fetched; others need one or none */
  readonly dataDir?: string;
  /**
   * Rows and columns that images are resized to, an integer of at least 1; only `folder` (default 32) and `tiny-imagenet`
   * (default 64) resize.
   */
  readonly size?: number;
  /** The folder beside `train` to test with, for `folder`. @default the first of `val`, `valid`, `validation` and `test` */
  readonly testFolder?: string;
  /** The fewest classes that `folder` may have. @default {2} */
  readonly fewestClasses?: number;
  /** Which labels `cifar100` gets; no other set has two kinds. @default {"fine"} */
  readonly labels?: Cifar100Labels;
  /** How many training and test images will be used; `embedded` draws no more than these. @default all */
  readonly most?: { readonly train?: number | undefined; readonly test?: number | undefined };
}

/** Something that a data set can be loaded from. */
export interface DatasetSource {
  /** What it is, in a line. */
  readonly summary: string;
  /** The folder that a package of the system installs it into. */
  readonly installed?: string;
  /** Makes a task that loads it into memory; the left side says what is wrong and what to do. */
  readonly load: (options: LoadOptions) => TE.TaskEither<DataError, Dataset>;
  /** The same from a converted copy of its files, which is made once, and not into memory where it is too large. */
  readonly open: (options: LoadOptions, cache: CacheOptions) => TE.TaskEither<DataError, Dataset<Samples>>;
}

/** As many of the images as are used: a smaller set is a prefix of a larger one. */
function drawn({ train = 4000, test = 1000 }: LoadOptions["most"] = {}): Dataset {
  return embedded({ train: Math.min(train, 4000), test: Math.min(test, 1000) });
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
    load: ({ most }) => TE.fromIO(() => drawn(most)),
    open: ({ most }) => TE.fromIO(() => drawn(most)),
  },
  cifar10: inFiles("cifar10", {
    summary: "CIFAR-10 photographs, 32×32 RGB, from deno task data cifar10 or a folder of yours",
    load: loadCifar10,
    find: (directory) => findCifar(CIFAR10, directory),
  }),
  cifar100: inFiles("cifar100", {
    summary: "CIFAR-100 photographs, 32×32 RGB, from deno task data cifar100 or a folder of yours",
    load: loadCifar100,
    find: (directory, { labels = "fine" }) => findCifar(cifar100(labels), directory),
  }),
  mnist: inFiles("mnist", {
    summary: "MNIST digits, 28×28 with one channel, from deno task data mnist or a folder of yours",
    load: loadMnist,
    find: (directory) => findMnistFiles(MNIST, directory),
  }),
  "fashion-mnist": inFiles("fashion-mnist", {
    summary:
      "Fashion-MNIST clothing, 28×28 with one channel, found where Debian's dataset-fashion-mnist is installed",
    load: loadFashionMnist,
    find: (directory) => findMnistFiles(FASHION_MNIST, directory),
    installed: DEBIAN,
  }),
  "tiny-imagenet": inFiles("tiny-imagenet", {
    summary:
      "Tiny-ImageNet-200 photographs, 64×64 RGB, from deno task data tiny-imagenet or a folder of yours",
    load: loadTinyImagenet,
    find: (directory, options) =>
      pipe(
        findTinyImagenet(directory, options),
        TE.map((set) => filesOfImages(set, options)),
      ),
  }),
  folder: inFiles("folder", {
    summary: "PNG, JPEG and WebP images of yours, a folder for each class, resized to 32×32 RGB",
    load: loadFolder,
    find: (directory, options) =>
      pipe(
        findImages(directory, options),
        TE.map((set) => filesOfImages(set, options)),
      ),
    own: true,
  }),
};

/** A data set in files, and the two ways to it: into memory, or only to its files. */
interface Ways {
  readonly summary: string;
  readonly load: (directory: string, options: LoadOptions) => TE.TaskEither<DataError, Dataset>;
  readonly find: (directory: string, options: LoadOptions) => TE.TaskEither<DataError, FileSet>;
  /** Where a package installs it. */
  readonly installed?: string;
  /** Whether its folder must be given, since it cannot be fetched. */
  readonly own?: boolean;
}

function inFiles(name: string, ways: Ways): DatasetSource {
  return {
    summary: ways.summary,
    ...(ways.installed !== undefined && { installed: ways.installed }),
    load: (options) => from(name, ways, options, (directory) => ways.load(directory, options)),
    open: (options, cache) =>
      from(
        name,
        ways,
        options,
        (directory) => pipe(ways.find(directory, options), TE.chain((set) => cached(name, set, cache))),
      ),
  };
}

/** Where `deno task data` puts what it gets. */
const FETCHED = "data";

/** Reads from the folder that is given, else from where a package installs the set, else from where it is fetched to. */
function from<A>(
  name: string,
  { installed, own = false }: Ways,
  { dataDir }: LoadOptions,
  read: (directory: string) => TE.TaskEither<DataError, A>,
): TE.TaskEither<DataError, A> {
  if (dataDir !== undefined) return read(dataDir);
  if (own) return TE.left(new DataError(NO_FOLDER));
  const fetched = pipe(
    read(FETCHED),
    TE.mapLeft(({ message }) => new DataError(`${message}, or let deno task data ${name} get it`)),
  );
  if (installed === undefined) return fetched;
  return pipe(
    TE.fromTask<boolean, DataError>(() => Deno.stat(installed).then(() => true, () => false)),
    TE.chain((there) => there ? read(installed) : fetched),
  );
}

const NO_FOLDER =
  "Cannot read a folder of images: the folder of its files must be given, current value is nothing; " +
  "make a folder with a folder for each class and name it with --data-dir";
