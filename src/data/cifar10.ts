import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Dataset } from "./dataset.ts";
import { type DataFile, decodeCifar10 } from "./decode_cifar10.ts";
import { DataError } from "./error.ts";

/**
 * Loads the binary version of CIFAR-10: 32×32 RGB photographs of ten classes, 50,000 to train and 10,000 to test with.
 *
 * The files `batches.meta.txt`, `data_batch_1.bin` to `data_batch_5.bin` and `test_batch.bin` are read from the
 * directory's sub-folder `cifar-10-batches-bin` if there is one, else from the directory itself. Each may hold any
 * whole number of records, so cut-down copies work too. The mean and the standard deviation are those of the published
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
  return pipe(
    TE.Do,
    TE.bind("folder", () => findFolder(directory)),
    TE.bind("meta", ({ folder }) => read(`${folder}/batches.meta.txt`)),
    TE.bind("classNames", ({ meta }) => TE.fromEither(decodeNames(meta))),
    TE.bind("train", ({ folder }) => readSplit(folder, TRAIN_FILES)),
    TE.bind("test", ({ folder }) => readSplit(folder, ["test_batch.bin"])),
    TE.map(({ classNames, train, test }) => ({ ...CIFAR10, classNames, train, test })),
  );
}

const CIFAR10 = {
  name: "cifar10",
  height: 32,
  width: 32,
  channels: 3,
  mean: [0.49139968, 0.48215841, 0.44653091],
  std: [0.24703223, 0.24348513, 0.26158784],
};

const TRAIN_FILES = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);

const ADVICE = "unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz there";

function findFolder(directory: string): TE.TaskEither<DataError, string> {
  const folder = `${directory.replace(/(?<=.)\/+$/, "")}/cifar-10-batches-bin`;
  return pipe(
    checkFolder(folder),
    TE.orElse(() => checkFolder(directory)),
  );
}

function checkFolder(path: string): TE.TaskEither<DataError, string> {
  return pipe(
    TE.tryCatch(() => Deno.stat(path), (cause) => unreadable(path, "a folder that can be read", cause)),
    TE.filterOrElse(
      ({ isDirectory }) => isDirectory,
      () =>
        new DataError(`Cannot read CIFAR-10: ${path} must be a folder, current value is a file; ${ADVICE}`),
    ),
    TE.map(() => path),
  );
}

function read(path: string): TE.TaskEither<DataError, DataFile> {
  return pipe(
    TE.tryCatch(() => Deno.readFile(path), (cause) => unreadable(path, "a file that can be read", cause)),
    TE.map((bytes) => ({ path, bytes })),
  );
}

function readSplit(folder: string, names: readonly string[]) {
  return pipe(
    names,
    TE.traverseArray((name) => read(`${folder}/${name}`)),
    TE.chainEitherK(decodeCifar10),
  );
}

/** One name a line; empty lines do not count. */
function decodeNames({ path, bytes }: DataFile): E.Either<DataError, readonly string[]> {
  const names = new TextDecoder().decode(bytes).split("\n").map((line) => line.trim()).filter(Boolean);
  return names.length === 10 ? E.right(names) : E.left(
    new DataError(
      `Cannot read CIFAR-10: batches.meta.txt must hold 10 class names, current value is ${names.length} (${path}); ` +
        ADVICE,
    ),
  );
}

function unreadable(path: string, rule: string, cause: unknown): DataError {
  const value = cause instanceof Deno.errors.NotFound ? "nothing" : String(cause);
  return new DataError(
    `Cannot read CIFAR-10: ${path} must be ${rule}, current value is ${value}; ${ADVICE}`,
    { cause },
  );
}
