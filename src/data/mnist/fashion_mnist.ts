import type * as TE from "fp-ts/TaskEither";
import type { Dataset } from "../dataset.ts";
import type { DataError } from "../error.ts";
import { loadMnistFiles, type MnistFiles } from "./load_mnist_files.ts";

/**
 * Loads Fashion-MNIST: 28×28 one-channel images of ten kinds of clothing, 60,000 to train and 10,000 to test with.
 *
 * The four files have the names and the format of MNIST's, unpacked or ending in `.gz`. Their unpacked bytes must have
 * the SHA-256 of the published ones; the packed bytes differ between sources. The mean and the standard deviation are
 * those of the published training images.
 *
 * @param directory The folder of the four files, or the one that its sub-folder `fashion-mnist` or `FashionMNIST/raw`
 * (torchvision) is in.
 * @default {"/usr/share/datasets/fashion-mnist"} Where Debian's package `dataset-fashion-mnist` puts them.
 * @returns A task that reads the files; its left side says which file is missing or broken and what to do.
 *
 * @example
 * ```ts
 * import { loadFashionMnist } from "@miamix/miamix/data";
 * import { assertStringIncludes } from "@std/assert";
 * import * as E from "fp-ts/Either";
 *
 * const loaded = await loadFashionMnist("no/such/folder")();
 * if (E.isLeft(loaded)) assertStringIncludes(loaded.left.message, "Cannot read Fashion-MNIST: no/such/folder");
 * ```
 */
export function loadFashionMnist(
  directory: string = DEBIAN,
): TE.TaskEither<DataError, Dataset> {
  return loadMnistFiles(FASHION_MNIST, directory);
}

/** Where Debian's package puts the files. */
export const DEBIAN = "/usr/share/datasets/fashion-mnist";

/** What is known of Fashion-MNIST. */
export const FASHION_MNIST: MnistFiles = {
  origin: {
    title: "Fashion-MNIST",
    advice: "install Debian's package dataset-fashion-mnist, or put the four files of " +
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/ into a folder and name it with --data-dir",
  },
  inner: ["fashion-mnist", "FashionMNIST/raw", "FashionMNIST", "raw", "data/fashion"],
  checksums: {
    "train-images-idx3-ubyte": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    "train-labels-idx1-ubyte": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    "t10k-images-idx3-ubyte": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    "t10k-labels-idx1-ubyte": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
  },
  about: {
    name: "fashion-mnist",
    classNames: [
      "T-shirt/top",
      "Trouser",
      "Pullover",
      "Dress",
      "Coat",
      "Sandal",
      "Shirt",
      "Sneaker",
      "Bag",
      "Ankle boot",
    ],
    mean: [0.28604],
    std: [0.35302],
  },
};
