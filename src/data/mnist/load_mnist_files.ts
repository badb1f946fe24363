import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { type DataFile, fileName } from "../data_file.ts";
import type { Dataset, Split } from "../dataset.ts";
import type { DataError } from "../error.ts";
import { broken, type Origin } from "../origin.ts";
import { readFile } from "../read_file.ts";
import { decodeMnist } from "./decode_mnist.ts";
import { gunzip } from "./gunzip.ts";

/** A set in the format of MNIST. */
export interface MnistFiles {
  readonly origin: Origin;
  /** Where its four files are. */
  readonly directory: string;
  /** The SHA-256 of unpacked files by their names without `.gz`, as far as they are published. */
  readonly checksums: Readonly<Record<string, string>>;
  /** What is known of it. */
  readonly about: Pick<Dataset, "name" | "classNames" | "mean" | "std">;
}

/** Makes a task that loads a set in the format of MNIST. */
export function loadMnistFiles(set: MnistFiles): TE.TaskEither<DataError, Dataset> {
  return pipe(
    TE.Do,
    TE.bind("train", () => readSplit(set, "train")),
    TE.bind("test", () => readSplit(set, "t10k")),
    TE.map((splits) => ({ ...set.about, height: 28, width: 28, channels: 1, ...splits })),
  );
}

/** The largest file of MNIST has 47,040,016 bytes unpacked; our choice leaves room for larger sets of its format. */
const LARGEST = 2 ** 28;

function readSplit(set: MnistFiles, part: string): TE.TaskEither<DataError, Split> {
  return pipe(
    TE.Do,
    TE.bind("images", () => readUnpacked(set, `${part}-images-idx3-ubyte`)),
    TE.bind("labels", () => readUnpacked(set, `${part}-labels-idx1-ubyte`)),
    TE.chainEitherK(({ images, labels }) => decodeMnist(set.origin, images, labels)),
  );
}

function readUnpacked(set: MnistFiles, name: string): TE.TaskEither<DataError, DataFile> {
  const { origin, directory, checksums } = set;
  const path = `${directory.replace(/(?<=.)\/+$/, "")}/${name}`;
  return pipe(
    readFile(origin, path),
    TE.orElse(() => readFile(origin, `${path}.gz`)),
    TE.chain((file) => gunzip(origin, file, LARGEST)),
    TE.chain((file) => checkSum(origin, file, checksums[name])),
  );
}

function checkSum(origin: Origin, file: DataFile, expected: string | undefined) {
  if (expected === undefined) return TE.right(file);
  const sum = TE.fromTask<string, DataError>(async () =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", file.bytes.slice())).toHex()
  );
  return pipe(
    sum,
    TE.filterOrElse(
      (actual) => actual === expected,
      (actual) =>
        broken(
          origin,
          `${fileName(file.path)} must unpack to bytes of SHA-256 ${expected}`,
          `${actual} (${file.path})`,
        ),
    ),
    TE.map(() => file),
  );
}
