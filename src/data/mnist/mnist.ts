import type * as TE from "fp-ts/TaskEither";
import type { Dataset } from "../dataset.ts";
import type { DataError } from "../error.ts";
import { loadMnistFiles, type MnistFiles } from "./load_mnist_files.ts";

/**
 * Loads MNIST: 28×28 one-channel images of handwritten digits, 60,000 to train and 10,000 to test with.
 *
 * The files `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`
 * may have a dot for the second dash, may be unpacked or end in `.gz`, and may hold any number of samples. The mean and the standard deviation are those of
 * the published training images.
 *
 * @param directory The folder of the four files, or the one that its sub-folder `mnist` or `MNIST/raw` (torchvision) is in.
 * @returns A task that reads the files; its left side says which file is missing or broken and what to do.
 *
 * @example
 * ```ts
 * import { loadMnist } from "@miamix/miamix/data";
 * import { assertStringIncludes } from "@std/assert";
 * import * as E from "fp-ts/Either";
 *
 * const loaded = await loadMnist("no/such/folder")();
 * if (E.isLeft(loaded)) assertStringIncludes(loaded.left.message, "Cannot read MNIST: no/such/folder");
 * ```
 */
export function loadMnist(directory: string): TE.TaskEither<DataError, Dataset> {
  return loadMnistFiles(MNIST, directory);
}

/** What is known of MNIST. */
export const MNIST: MnistFiles = {
  origin: {
    title: "MNIST",
    advice: "put the four files of https://storage.googleapis.com/cvdf-datasets/mnist/ there",
  },
  inner: ["mnist", "MNIST/raw", "MNIST", "raw"],
  checksums: {},
  about: {
    name: "mnist",
    classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
    mean: [0.1307],
    std: [0.3081],
  },
};
