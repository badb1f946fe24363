import type * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { type FileSet, rowsInMemory } from "./cache/file_set.ts";
import type { DataFile } from "./data_file.ts";
import type { Dataset, Split } from "./dataset.ts";
import { decodeLines } from "./decode_lines.ts";
import type { DataError } from "./error.ts";
import { findFolder, type Places } from "./find_folder.ts";
import type { Origin } from "./origin.ts";
import { readFile } from "./read_file.ts";

/** The files of a version of CIFAR, and what is known of it. */
export interface CifarFiles {
  readonly origin: Origin;
  /** Where its files may be, besides a folder that is named. */
  readonly places: Pick<Places, "inner" | "others">;
  /** The file of its class names, one a line, and how many there are. */
  readonly names: readonly [file: string, count: number];
  readonly train: readonly string[];
  readonly test: readonly string[];
  readonly decode: (files: readonly DataFile[]) => E.Either<DataError, Split>;
  /** Its name and the channel statistics of its training images. */
  readonly about: Pick<Dataset, "name" | "mean" | "std">;
}

/** Makes a task that finds the files of a version of CIFAR. */
export function findCifar(cifar: CifarFiles, directory: string): TE.TaskEither<DataError, FileSet> {
  return pipe(
    folderOf(cifar, directory),
    TE.map((folder) => ({
      folder,
      how: cifar.about.name,
      files: [cifar.names[0], ...cifar.train, ...cifar.test],
      skips: false,
      notes: [],
      open: () => pipe(loadCifar(cifar, folder), TE.map(rowsInMemory)),
    })),
  );
}

/** Makes a task that loads a version of CIFAR. */
export function loadCifar(cifar: CifarFiles, directory: string): TE.TaskEither<DataError, Dataset> {
  const { origin, names: [namesFile, classes], about } = cifar;
  const split = (folder: string, files: readonly string[]) =>
    pipe(
      files,
      TE.traverseArray((name) => readFile(origin, `${folder}/${name}`)),
      TE.chainEitherK(cifar.decode),
    );
  return pipe(
    TE.Do,
    TE.bind("folder", () => folderOf(cifar, directory)),
    TE.bind("names", ({ folder }) => readFile(origin, `${folder}/${namesFile}`)),
    TE.bind("classNames", ({ names }) => TE.fromEither(decodeLines(origin, names, classes))),
    TE.bind("train", ({ folder }) => split(folder, cifar.train)),
    TE.bind("test", ({ folder }) => split(folder, cifar.test)),
    TE.map(({ classNames, train, test }) => ({
      ...about,
      height: 32,
      width: 32,
      channels: 3,
      classNames,
      train,
      test,
    })),
  );
}

function folderOf({ origin, names: [file], places }: CifarFiles, directory: string) {
  return findFolder(origin, directory, { ...places, holds: [file] });
}
