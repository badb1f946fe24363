import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { rightOf } from "../data_task.ts";
import { DataError } from "../error.ts";
import type { LabelledFile } from "../image/decode_files.ts";
import { type Origin, unreadable } from "../origin.ts";
import { isImageName } from "./image_names.ts";
import { type LeftOut, leftOut } from "./left_out.ts";
import { listFolder } from "./list_folder.ts";

/** The images in a folder of a class. */
export interface ImageListing {
  readonly files: readonly LabelledFile[];
  readonly leftOut: LeftOut;
}

/**
 * Makes a task that lists the images in folders, each of which has a class, and in all their sub-folders: folder after
 * folder, the images of each in the order of their paths by code units.
 */
export function listImages(
  origin: Origin,
  folders: readonly LabelledFile[],
): TE.TaskEither<DataError, readonly ImageListing[]> {
  return pipe(folders, TE.traverseSeqArray((folder) => listOne(origin, folder)));
}

/** A link to a folder that was read, or that the link is somewhere in, is left out: it would never end, or mix classes. */
function listOne(origin: Origin, { path, label }: LabelledFile): TE.TaskEither<DataError, ImageListing> {
  const names: string[] = [], omitted = leftOut(), seen = new Set<string>();
  const walk = async (inner: string, real: string): Promise<void> => {
    seen.add(real);
    const listing = await rightOf(listFolder(origin, path + inner));
    omitted.add(listing);
    for (const name of listing.files) if (isImageName(name)) names.push(`${inner}/${name}`);
    for (const name of listing.folders) {
      const below = `${inner}/${name}`;
      const target = listing.links.has(name) ? await Deno.realPath(path + below) : `${real}/${name}`;
      const leadsBack = seen.has(target) || `${real}/`.startsWith(target === "/" ? "/" : `${target}/`);
      if (leadsBack) omitted.addLink();
      else await walk(below, target);
    }
  };
  return TE.tryCatch(async () => {
    await walk("", await Deno.realPath(path));
    return { files: names.sort().map((name) => ({ path: path + name, label })), leftOut: omitted };
  }, (cause) => cause instanceof DataError ? cause : unreadable(origin, path, "folder", cause));
}
