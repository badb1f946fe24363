import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { demand } from "../../demand.ts";
import type { Dataset } from "../dataset.ts";
import type { DataError } from "../error.ts";
import { heldOut } from "../held_out.ts";
import type { LabelledFile } from "../image/decode_files.ts";
import type { DecodeOptions } from "../image/decode_pool.ts";
import { type ImageSet, loadImages } from "../image/image_set.ts";
import { broken, type Origin } from "../origin.ts";
import { listFolder } from "./list_folder.ts";
import { listImages } from "./list_images.ts";

/** Options of {@linkcode loadFolder}; the defaults are our choice. */
export interface FolderOptions extends DecodeOptions {
  /** Rows and columns that every image is resized to, an integer of at least 1. @default {32} */
  readonly size?: number;
  /** The share of the images to test with where there is no `val` folder, in `(0, 1)`. @default {0.2} */
  readonly share?: number;
  /** Which images these are, an integer in `[0, 2^53)`. @default {0} */
  readonly seed?: number;
  /** The fewest classes, an integer of at least 1: who learns needs two, who measures may have one. @default {2} */
  readonly fewestClasses?: number;
}

/**
 * Loads PNG and JPEG images from a folder with one sub-folder for each class, named after it.
 *
 * If there are sub-folders `train` and `val`, the classes are in each of those; else a share of every class is held out
 * to test with. Labels follow the order of the class names, and samples the order of the file names within a class, both
 * by code units. Hidden and other files are left out, and deeper folders are not looked into.
 *
 * Images become RGB of `size`×`size`: grey is expanded, transparent pixels are blended over white, and the largest centred
 * square is resized, by the mean of the covered area where that shrinks it and bilinearly where that enlarges it. A JPEG
 * is read as it is stored: the rotation that a camera may note in it is not applied. The mean and the standard deviation
 * are those of the resized training images.
 *
 * @param directory The folder, with `fewestClasses` to 256 classes.
 * @returns A task that reads the files; its left side says which is missing or damaged.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { loadFolder } from "@miamix/miamix/data";
 * import { assertStringIncludes } from "@std/assert";
 * import * as E from "fp-ts/Either";
 *
 * const loaded = await loadFolder("no/such/folder", { size: 64 })();
 * if (E.isLeft(loaded)) assertStringIncludes(loaded.left.message, "no/such/folder must be a folder");
 * ```
 */
export function loadFolder(
  directory: string,
  options: FolderOptions = {},
): TE.TaskEither<DataError, Dataset> {
  return pipe(findImages(directory, options), TE.chain((set) => loadImages(set, options)));
}

/** Makes a task that lists the images that `loadFolder()` loads. */
export function findImages(
  directory: string,
  { size = 32, share = 0.2, seed = 0, fewestClasses = 2 }: FolderOptions,
): TE.TaskEither<DataError, ImageSet> {
  demand(
    Number.isSafeInteger(size) && size >= 1,
    "loadFolder()",
    "size must be an integer of at least 1",
    size,
  );
  demand(share > 0 && share < 1, "loadFolder()", "share must be in (0, 1)", share);
  const root = directory.replace(/(?<=.)\/+$/, "");
  return pipe(
    listFolder(ORIGIN, root),
    TE.chain(({ folders }) =>
      folders.includes("train") && folders.includes("val")
        ? listBoth(root, fewestClasses)
        : listAndDeal(root, folders, { share, seed, fewestClasses })
    ),
    TE.map((files) => ({ origin: ORIGIN, name: "folder", folder: root, size, lists: [], ...files })),
  );
}

const ORIGIN: Origin = {
  title: "a folder of images",
  advice: "give each class a folder with its PNG and JPEG files",
};

interface Files {
  readonly dealt?: boolean;
  readonly classNames: readonly string[];
  readonly train: readonly LabelledFile[];
  readonly test: readonly LabelledFile[];
}

function listBoth(root: string, fewest: number): TE.TaskEither<DataError, Files> {
  return pipe(
    TE.Do,
    TE.bind("classNames", () => listClasses(`${root}/train`, fewest)),
    TE.bind("val", () => listFolder(ORIGIN, `${root}/val`)),
    TE.chainFirstEitherK(({ classNames, val }) => {
      const strange = val.folders.find((name) => !classNames.includes(name));
      const rule = `the classes in ${root}/val must be in ${root}/train too`;
      return strange === undefined ? E.right(undefined) : E.left(broken(ORIGIN, rule, strange));
    }),
    TE.bind("train", ({ classNames }) => listAll(`${root}/train`, classNames, classNames)),
    TE.bind("test", ({ classNames, val }) => listAll(`${root}/val`, val.folders, classNames)),
    TE.filterOrElse(
      ({ test }) => test.length > 0,
      () => broken(ORIGIN, `${root}/val must hold class folders`, "none"),
    ),
  );
}

function listAndDeal(
  root: string,
  folders: readonly string[],
  { share, seed, fewestClasses }: Required<Pick<FolderOptions, "share" | "seed" | "fewestClasses">>,
): TE.TaskEither<DataError, Files> {
  return pipe(
    TE.fromEither(checkClasses(root, folders, fewestClasses)),
    TE.chain((classNames) => listAll(root, classNames, classNames)),
    TE.chainEitherK((files) =>
      pipe(
        E.tryCatch(
          () => heldOut(Uint8Array.from(files, ({ label }) => label), { share, seed }),
          (cause) => {
            const rule = `${root} must hold enough images to test with a share of ${share}`;
            return broken(ORIGIN, rule, `${files.length} images`, cause);
          },
        ),
        E.map((isHeld) => ({
          dealt: true,
          classNames: folders,
          train: files.filter((_, n) => isHeld[n] === 0),
          test: files.filter((_, n) => isHeld[n] === 1),
        })),
      )
    ),
  );
}

function listClasses(folder: string, fewest: number): TE.TaskEither<DataError, readonly string[]> {
  return pipe(
    listFolder(ORIGIN, folder),
    TE.chainEitherK(({ folders }) => checkClasses(folder, folders, fewest)),
  );
}

function checkClasses(
  folder: string,
  names: readonly string[],
  fewest: number,
): E.Either<DataError, readonly string[]> {
  const fits = names.length >= fewest && names.length <= 256;
  return fits
    ? E.right(names)
    : E.left(broken(ORIGIN, `${folder} must hold ${fewest}…256 class folders`, names.length));
}

function listAll(root: string, names: readonly string[], classNames: readonly string[]) {
  return listImages(
    ORIGIN,
    names.map((name) => ({ path: `${root}/${name}`, label: classNames.indexOf(name) })),
  );
}
