import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { demand } from "../../demand.ts";
import { type DataFile, fileName } from "../data_file.ts";
import type { Dataset } from "../dataset.ts";
import { decodeLines } from "../decode_lines.ts";
import type { DataError } from "../error.ts";
import { findFolder } from "../find_folder.ts";
import { MOST_CLASSES } from "../labels.ts";
import type { LabelledFile } from "../image/decode_files.ts";
import type { BadImageOptions } from "../image/bad_images.ts";
import type { DecodeOptions } from "../image/decode_pool.ts";
import type { ImageSet } from "../image/image_set.ts";
import { loadImages } from "../image/load_images.ts";
import { broken, type Origin } from "../origin.ts";
import { readFile } from "../read_file.ts";
import { leftOutNotes } from "./left_out.ts";
import { listClasses } from "./list_classes.ts";

/** Options of {@linkcode loadTinyImagenet}. */
export interface TinyImagenetOptions extends DecodeOptions, BadImageOptions {
  /** Rows and columns that images are resized to, an integer of at least 1. @default {64} Their own size. */
  readonly size?: number;
}

/**
 * Loads Tiny-ImageNet-200: 64×64 RGB photographs of 200 classes, 100,000 to train with; its 10,000 validation images are
 * the test split, since its test images have no labels.
 *
 * The files `wnids.txt`, `words.txt`, `train/<wnid>/images` and `val/val_annotations.txt` with `val/images` are read from
 * the directory's sub-folder `tiny-imagenet-200` if there is one, else from the directory itself. Labels follow the lines
 * of `wnids.txt` (sorting the wnids, as other loaders do, gives other labels). A class is called by the first of its
 * names. Training samples are in the order of classes and then of file names by code units, validation samples in the
 * order of the annotations. Any number of classes from 2 to 65,536 and of images works.
 *
 * Grey images become RGB, and other sizes are resized as `loadFolder` does. At 64×64 the mean and the standard deviation
 * are those of all published training images, else those of the resized ones.
 *
 * @param directory Where the archive was unpacked.
 * @returns A task that reads the files; its left side says which file is missing or broken and what to do.
 * @throws {RangeError} If the size is out of its range.
 *
 * @example
 * ```ts
 * import { loadTinyImagenet } from "@miamix/miamix/data";
 * import { assertStringIncludes } from "@std/assert";
 * import * as E from "fp-ts/Either";
 *
 * const loaded = await loadTinyImagenet("no/such/folder", { size: 32 })();
 * if (E.isLeft(loaded)) assertStringIncludes(loaded.left.message, "Cannot read Tiny-ImageNet: no/such/folder");
 * ```
 */
export function loadTinyImagenet(
  directory: string,
  options: TinyImagenetOptions = {},
): TE.TaskEither<DataError, Dataset> {
  return pipe(findTinyImagenet(directory, options), TE.chain((set) => loadImages(set, options)));
}

/** Makes a task that lists the images that `loadTinyImagenet()` loads. */
export function findTinyImagenet(
  directory: string,
  { size = 64 }: TinyImagenetOptions,
): TE.TaskEither<DataError, ImageSet> {
  const fits = Number.isSafeInteger(size) && size >= 1;
  demand(fits, "loadTinyImagenet()", "size must be an integer of at least 1", size);
  const read = (path: string) => readFile(ORIGIN, path);
  return pipe(
    TE.Do,
    TE.bind("folder", () => findFolder(ORIGIN, directory, PLACES)),
    TE.bind("list", ({ folder }) => read(`${folder}/wnids.txt`)),
    TE.bind("words", ({ folder }) => read(`${folder}/words.txt`)),
    TE.bind("annotations", ({ folder }) => read(`${folder}/val/val_annotations.txt`)),
    TE.bind("wnids", ({ list }) => TE.fromEither(decodeLines(ORIGIN, list, 2, MOST_CLASSES))),
    TE.bind("classNames", ({ words, wnids }) => TE.fromEither(decodeNames(words, wnids))),
    TE.bind("valFiles", ({ annotations, wnids }) => TE.fromEither(decodeAnnotations(annotations, wnids))),
    TE.bind(
      "trainFiles",
      ({ folder, wnids }) =>
        listClasses(ORIGIN, wnids.map((wnid, label) => ({ path: `${folder}/train/${wnid}/images`, label }))),
    ),
    TE.map(({ folder, classNames, list, words, annotations, trainFiles, valFiles }) => ({
      lists: [list, words, annotations].map(({ path }) => path),
      origin: ORIGIN,
      name: "tiny-imagenet-200",
      folder,
      classNames,
      size,
      ...(size === 64 && { statistics: PUBLISHED }),
      train: trainFiles.files,
      test: valFiles,
      notes: leftOutNotes(trainFiles.leftOut),
    })),
  );
}

const ORIGIN: Origin = {
  title: "Tiny-ImageNet",
  advice: "unpack http://cs231n.stanford.edu/tiny-imagenet-200.zip there",
};

const PLACES = {
  inner: ["tiny-imagenet-200", "tiny-imagenet-200/tiny-imagenet-200"],
  holds: ["wnids.txt"],
};

const PUBLISHED = { mean: [0.4802, 0.4481, 0.3975], std: [0.2764, 0.2689, 0.2816] };

/** A wnid, a tab, and its names with commas between them, on each line. */
function decodeNames(
  { path, bytes }: DataFile,
  wnids: readonly string[],
): E.Either<DataError, readonly string[]> {
  const names = new Map(
    new TextDecoder().decode(bytes).split("\n").map((line) => {
      const [wnid = "", words = ""] = line.trim().split("\t");
      return [wnid, words.split(",")[0]!];
    }),
  );
  return pipe(
    wnids,
    E.traverseArray((wnid) =>
      E.fromNullable(broken(ORIGIN, `${fileName(path)} must name the class ${wnid}`, `nothing (${path})`))(
        names.get(wnid),
      )
    ),
  );
}

/** The name of a file, a tab, its wnid, and the bounds of the object after more tabs, on each line. */
function decodeAnnotations(
  { path, bytes }: DataFile,
  wnids: readonly string[],
): E.Either<DataError, readonly LabelledFile[]> {
  const folder = `${path.slice(0, path.lastIndexOf("/"))}/images`;
  const lines = new TextDecoder().decode(bytes).split("\n").map((line) => line.trimEnd());
  const files = lines.map((line, n) => ({ line, n })).filter(({ line }) => line !== "");
  const rule = "must hold the name of a file, a tab and a class of wnids.txt";
  if (files.length === 0) return E.left(broken(ORIGIN, `${fileName(path)} ${rule}`, `nothing (${path})`));
  return pipe(
    files,
    E.traverseArray(({ line, n }) => {
      const [name = "", wnid = ""] = line.split("\t"), label = wnids.indexOf(wnid);
      return /^\w[\w.-]*$/.test(name) && label >= 0
        ? E.right({ path: `${folder}/${name}`, label })
        : E.left(broken(ORIGIN, `line ${n + 1} of ${fileName(path)} ${rule}`, `${line} (${path})`));
    }),
  );
}
