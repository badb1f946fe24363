import type * as TE from "fp-ts/TaskEither";
import type { Dataset } from "./dataset.ts";
import { decodeCifar10 } from "./decode_cifar10.ts";
import type { DataError } from "./error.ts";
import { type CifarFiles, loadCifar } from "./load_cifar.ts";

/**
 * Loads the binary version of CIFAR-10: 32×32 RGB photographs of ten classes, 50,000 to train and 10,000 to test with.
 *
 * The files `batches.meta.txt`, `data_batch_1.bin` to `data_batch_5.bin` and `test_batch.bin` are read from the
 * directory's sub-folder `cifar-10-batches-bin` or `cifar-10-binary` if it has them, else from the directory itself. Each
 * may hold any whole number of records, so cut-down copies work too. The mean and the standard deviation are those of the published
 * training images.
 *
 * @param directory Where the archive was unpacked.
 * @returns A task that reads the files; its left side says which file is missing or broken and what to do.
 *
 * @example
 * ```ts
 * import { loadCifar10 } from "@miamix/miamix/data";
 * import { assertStringIncludes } from "@std/assert";
 * import * as E from "fp-ts/Either";
 *
 * const loaded = await loadCifar10("no/such/folder")();
 * if (E.isLeft(loaded)) assertStringIncludes(loaded.left.message, "Cannot read CIFAR-10: no/such/folder");
 * ```
 */
export function loadCifar10(directory: string): TE.TaskEither<DataError, Dataset> {
  return loadCifar(CIFAR10, directory);
}

/** What is known of CIFAR-10. */
export const CIFAR10: CifarFiles = {
  origin: {
    title: "CIFAR-10",
    advice: "unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz there",
  },
  places: {
    inner: ["cifar-10-batches-bin", "cifar-10-binary/cifar-10-batches-bin", "cifar-10-binary"],
    others: [
      [
        /^(cifar-10-batches-py|data_batch_\d|test_batch|batches\.meta)$/,
        "the Python version, not the binary one",
      ],
      [/^cifar-10-batches-mat$|\.mat$/, "the Matlab version, not the binary one"],
      [/\.parquet$/, "a Parquet version, not the binary one"],
      [/^cifar-10-.*\.tar(\.gz)?$/, "an archive that is not unpacked"],
    ],
  },
  names: ["batches.meta.txt", 10],
  train: [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`),
  test: ["test_batch.bin"],
  decode: decodeCifar10,
  about: {
    name: "cifar10",
    mean: [0.49139968, 0.48215841, 0.44653091],
    std: [0.24703223, 0.24348513, 0.26158784],
  },
};
