import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { demand } from "../../demand.ts";
import { dataTask, rightOf } from "../data_task.ts";
import type { Dataset } from "../dataset.ts";
import type { DataError } from "../error.ts";
import { heldOut } from "../held_out.ts";
import type { BadImageOptions } from "../image/bad_images.ts";
import type { LabelledFile } from "../image/decode_files.ts";
import type { DecodeOptions } from "../image/decode_pool.ts";
import type { ImageSet } from "../image/image_set.ts";
import { loadImages } from "../image/load_images.ts";
import { labelsFrom } from "../labels.ts";
import { broken, type Origin } from "../origin.ts";
import { rowsByClass } from "../rows_by_class.ts";
import { type ClassFolder, classFolders } from "./class_folders.ts";
import { type LeftOut, leftOut, leftOutNotes } from "./left_out.ts";
import { joined, listClasses } from "./list_classes.ts";
import { listImages } from "./list_images.ts";
import { findSplits, type Place } from "./split_folders.ts";

/** Options of {@linkcode loadFolder}; the defaults are our choice. */
export interface FolderOptions extends DecodeOptions, BadImageOptions {
  /** Rows and columns that every image is resized to, an integer of at least 1. @default {32} */
  readonly size?: number;
  /** The folder beside `train` to test with. @default the first of `val`, `valid`, `validation` and `test`, in any case */
  readonly testFolder?: string;
  /** The share of the images to test with where there is no such folder, in `(0, 1)`. @default {0.2} */
  readonly share?: number;
  /** Which images these are, an integer in `[0, 2^53)`. @default {0} */
  readonly seed?: number;
  /** The fewest classes, an integer of at least 1: who learns needs two, who measures may have one. @default {2} */
  readonly fewestClasses?: number;
}

/**
 * Loads PNG, JPEG and WebP images from a folder with one sub-folder for each class, named after it.
 *
 * If there are sub-folders `train` and `val` (or `valid`, `validation`, `test`; in any case), the classes are in each of
 * those; else a share of every class is held out to test with, also of a `train` that is alone. Images in deeper folders
 * belong to the class, too. Labels follow the order of the class names, and samples the order of their paths within a
 * class, both by code units; class names are in the normal form NFC. Hidden files, other files and images of other formats
 * are left out: `notes` of the data set say how many, and what is tested with.
 *
 * Images become RGB of `size`×`size`: grey is expanded, transparent pixels are blended over white, and the largest centred
 * square is resized, by the mean of the covered area where that shrinks it and bilinearly where that enlarges it. They are
 * turned upright as their EXIF data say, unless `orientation` is `ignore`. The mean and the standard deviation are those
 * of the resized training images.
 *
 * @param directory The folder, with `fewestClasses` to 65,536 classes.
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
  { size = 32, share = 0.2, seed = 0, testFolder, fewestClasses = 2 }: FolderOptions,
): TE.TaskEither<DataError, ImageSet> {
  const fits = Number.isSafeInteger(size) && size >= 1;
  demand(fits, "loadFolder()", "size must be an integer of at least 1", size);
  demand(share > 0 && share < 1, "loadFolder()", "share must be in (0, 1)", share);
  const root = directory.replace(/(?<=.)\/+$/, "");
  return dataTask(async () => {
    const { places, train, test, note } = await findSplits(ORIGIN, root, testFolder, heldWords(share));
    const omitted = leftOut();
    for (const { listing } of places) omitted.add(listing);
    const { classNames, ...files } = test === undefined
      ? await listAndDeal(train, omitted, { share, seed, fewestClasses })
      : await listBoth(train, test, omitted, fewestClasses);
    const tested = new Set(files.test.map(({ label }) => label));
    const untested = classNames.filter((_, label) => !tested.has(label));
    const notes = [note, ...untestedNotes(untested), ...leftOutNotes(omitted)];
    return { origin: ORIGIN, name: "folder", folder: root, size, lists: [], classNames, ...files, notes };
  });
}

const ORIGIN: Origin = {
  title: "a folder of images",
  advice: "give each class a folder with its PNG, JPEG or WebP files",
};

interface Files {
  readonly dealt?: boolean;
  readonly classNames: readonly string[];
  readonly train: readonly LabelledFile[];
  readonly test: readonly LabelledFile[];
}

async function listBoth(train: Place, test: Place, omitted: LeftOut, fewest: number): Promise<Files> {
  const classes = classFolders(ORIGIN, train.path, train.listing.folders, fewest);
  if (test.listing.folders.length === 0) throw broken(ORIGIN, `${test.path} must hold class folders`, "none");
  const measured = classFolders(ORIGIN, test.path, test.listing.folders, 1);
  const labels = new Map(classes.map(({ name }, label) => [name, label]));
  const strange = measured.find(({ name }) => !labels.has(name));
  if (strange !== undefined) {
    throw broken(ORIGIN, `the classes in ${test.path} must be in ${train.path} too`, strange.name);
  }
  const learned = await rightOf(listClasses(ORIGIN, labelled(classes, labels)));
  const seen = joined(await rightOf(listImages(ORIGIN, labelled(measured, labels))));
  if (seen.files.length === 0) {
    throw broken(ORIGIN, `${test.path} must hold PNG, JPEG or WebP images in class folders`, "none");
  }
  omitted.addAll(learned.leftOut);
  omitted.addAll(seen.leftOut);
  return { classNames: classes.map(({ name }) => name), train: learned.files, test: seen.files };
}

async function listAndDeal(
  { path, listing }: Place,
  omitted: LeftOut,
  { share, seed, fewestClasses }: Required<Pick<FolderOptions, "share" | "seed" | "fewestClasses">>,
): Promise<Files> {
  const classes = classFolders(ORIGIN, path, listing.folders, fewestClasses);
  const classNames = classes.map(({ name }) => name);
  const labels = new Map(classNames.map((name, label) => [name, label]));
  const { files, leftOut } = await rightOf(listClasses(ORIGIN, labelled(classes, labels)));
  omitted.addAll(leftOut);
  const isHeld = deal(path, files, classes.length, { share, seed });
  return {
    dealt: true,
    classNames,
    train: files.filter((_, n) => isHeld[n] === 0),
    test: files.filter((_, n) => isHeld[n] === 1),
  };
}

/** Says of every file whether it is held out; a class of which all would be keeps its first image to learn from. */
function deal(
  path: string,
  files: readonly LabelledFile[],
  classes: number,
  { share, seed }: { readonly share: number; readonly seed: number },
): Uint8Array {
  const fail = (cause?: unknown) => {
    const rule = `${path} must hold enough images to test with a share of ${share}`;
    return broken(ORIGIN, rule, `${files.length} images`, cause);
  };
  const labels = labelsFrom(files.map(({ label }) => label), classes);
  try {
    const isHeld = heldOut(labels, { share, seed });
    for (const rows of rowsByClass(labels)) if (rows.every((row) => isHeld[row] === 1)) isHeld[rows[0]!] = 0;
    if (!isHeld.includes(1)) throw fail();
    return isHeld;
  } catch (cause) {
    throw cause instanceof RangeError ? fail(cause) : cause;
  }
}

function labelled(
  classes: readonly ClassFolder[],
  labels: ReadonlyMap<string, number>,
): readonly LabelledFile[] {
  return classes.map(({ name, path }) => ({ path, label: labels.get(name)! }));
}

function heldWords(share: number): string {
  return `a share of ${share} of every class is held out`;
}

function untestedNotes(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return [`Classes without test images: ${names.slice(0, NAMED).join(", ")}${more}.`];
}

/** The most classes that are named. */
const NAMED = 10;
