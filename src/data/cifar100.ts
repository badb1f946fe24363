import type * as TE from "fp-ts/TaskEither";
import type { Dataset } from "./dataset.ts";
import { type Cifar100Labels, decodeCifar100 } from "./decode_cifar100.ts";
import type { DataError } from "./error.ts";
import { type CifarFiles, loadCifar } from "./load_cifar.ts";

/** Options of {@linkcode loadCifar100}. */
export interface Cifar100Options {
  /** Which labels and class names to use. @default {"fine"} */
  readonly labels?: Cifar100Labels;
}

/**
 * Loads the binary version of CIFAR-100: 32×32 RGB photographs of 100 classes in 20 groups, 50,000 to train and 10,000 to
 * test with.
 *
 * The files `fine_label_names.txt` (or `coarse_label_names.txt`), `train.bin` and `test.bin` are read from the
 * directory's sub-folder `cifar-100-binary` if it has them, else from the directory itself. Each may hold any whole
 * number of records, so cut-down copies work too. The mean and the standard deviation are those of the published training
 * images. With coarse labels the set is called `cifar100-coarse`.
 *
 * @param directory Where the archive was unpacked.
 * @returns A task that reads the files; its left side says which file is missing or broken and what to do.
 *
 * @example
 * ```ts
 * import { loadCifar100 } from "@miamix/miamix/data";
 * import { assertStringIncludes } from "@std/assert";
 * import * as E from "fp-ts/Either";
 *
 * const loaded = await loadCifar100("no/such/folder", { labels: "coarse" })();
 * if (E.isLeft(loaded)) assertStringIncludes(loaded.left.message, "Cannot read CIFAR-100: no/such/folder");
 * ```
 */
export function loadCifar100(
  directory: string,
  { labels = "fine" }: Cifar100Options = {},
): TE.TaskEither<DataError, Dataset> {
  return loadCifar(cifar100(labels), directory);
}

/** What is known of CIFAR-100. */
export function cifar100(labels: Cifar100Labels): CifarFiles {
  return {
    origin: {
      title: "CIFAR-100",
      advice: "unpack https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz there",
    },
    places: {
      inner: ["cifar-100-binary", "cifar-100-binary/cifar-100-binary"],
      others: [
        [/^(cifar-100-python|meta)$/, "the Python version, not the binary one"],
        [/^cifar-100-matlab$|\.mat$/, "the Matlab version, not the binary one"],
        [/\.parquet$/, "a Parquet version, not the binary one"],
        [/^cifar-100-.*\.tar(\.gz)?$/, "an archive that is not unpacked"],
      ],
    },
    names: [`${labels}_label_names.txt`, labels === "coarse" ? 20 : 100],
    train: ["train.bin"],
    test: ["test.bin"],
    decode: (files) => decodeCifar100(files, labels),
    about: {
      name: labels === "coarse" ? "cifar100-coarse" : "cifar100",
      mean: [0.50707516, 0.48654887, 0.44091784],
      std: [0.26733429, 0.25643846, 0.27615047],
    },
  };
}
