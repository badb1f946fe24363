import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { type FileSet, rowsInMemory } from "../cache/file_set.ts";
import { type DataFile, fileName } from "../data_file.ts";
import type { Dataset, Split } from "../dataset.ts";
import type { DataError } from "../error.ts";
import { findFolder, type Places } from "../find_folder.ts";
import { broken, type Origin } from "../origin.ts";
import { readFile } from "../read_file.ts";
import { decodeMnist } from "./decode_mnist.ts";
import { gunzip } from "./gunzip.ts";

/** A set in the format of MNIST. */
export interface MnistFiles {
  readonly origin: Origin;
  /** The folders that its four files may be in, besides one that is named. */
  readonly inner: readonly string[];
  /** The SHA-256 of unpacked files by their names without `.gz`, as far as they are published. */
  readonly checksums: Readonly<Record<string, string>>;
  /** What is known of it. */
  readonly about: Pick<Dataset, "name" | "classNames" | "mean" | "std">;
}

/** Makes a task that loads a set in the format of MNIST, from a folder or the one inside of it. */
export function loadMnistFiles(set: MnistFiles, directory: string): TE.TaskEither<DataError, Dataset> {
  return pipe(
    TE.Do,
    TE.bind("folder", () => folderOf(set, directory)),
    TE.bind("train", ({ folder }) => readSplit(set, folder, "train")),
    TE.bind("test", ({ folder }) => readSplit(set, folder, "t10k")),
    TE.map(({ train, test }) => ({ ...set.about, height: 28, width: 28, channels: 1, train, test })),
  );
}

/** Makes a task that finds the files of a set in the format of MNIST. */
export function findMnistFiles(set: MnistFiles, directory: string): TE.TaskEither<DataError, FileSet> {
  return pipe(
    folderOf(set, directory),
    TE.bindTo("folder"),
    TE.bind(
      "files",
      ({ folder }) => TE.fromTask(() => Promise.all(FILES.map((name) => nameOf(folder, name)))),
    ),
    TE.map(({ folder, files }) => ({
      folder,
      how: set.about.name,
      files,
      skips: false,
      notes: [],
      open: () => pipe(loadMnistFiles(set, folder), TE.map(rowsInMemory)),
    })),
  );
}

const FILES = ["train", "t10k"].flatMap((part) => [`${part}-images-idx3-ubyte`, `${part}-labels-idx1-ubyte`]);

function folderOf({ origin, inner }: MnistFiles, directory: string): TE.TaskEither<DataError, string> {
  return findFolder(origin, directory, { inner, holds: namesOf(FILES[0]!), others: OTHERS });
}

const OTHERS: Places["others"] = [
  [/\.(npz|pt|csv|parquet)$/, "another version, not the four IDX files"],
];

/** The names of a file: with a dash or a dot, unpacked or not. */
function namesOf(name: string): readonly string[] {
  const dotted = name.replace("-idx", ".idx");
  return [name, dotted, `${name}.gz`, `${dotted}.gz`];
}

/** Finds the name of a file in a folder; where it is missing, its publisher's name for it. */
async function nameOf(folder: string, name: string): Promise<string> {
  for (const one of namesOf(name)) {
    if (await Deno.stat(`${folder}/${one}`).then(({ isFile }) => isFile, () => false)) return one;
  }
  return `${name}.gz`;
}

/** The largest file of MNIST has 47,040,016 bytes unpacked; our choice leaves room for larger sets of its format. */
const LARGEST = 2 ** 28;

function readSplit(set: MnistFiles, folder: string, part: string): TE.TaskEither<DataError, Split> {
  return pipe(
    TE.Do,
    TE.bind("images", () => readUnpacked(set, folder, `${part}-images-idx3-ubyte`)),
    TE.bind("labels", () => readUnpacked(set, folder, `${part}-labels-idx1-ubyte`)),
    TE.chainEitherK(({ images, labels }) => decodeMnist(set.origin, images, labels)),
  );
}

function readUnpacked(set: MnistFiles, folder: string, name: string): TE.TaskEither<DataError, DataFile> {
  const { origin, checksums } = set;
  return pipe(
    TE.fromTask<string, DataError>(() => nameOf(folder, name)),
    TE.chain((one) => readFile(origin, `${folder}/${one}`)),
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
