import * as TE from "fp-ts/TaskEither";
import type { DataError } from "../error.ts";
import { type Origin, unreadable } from "../origin.ts";

/** The names in a folder, each kind in the order of its UTF-16 code units, whatever the file system's order. */
export interface Listing {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/**
 * Makes a task that lists a folder; links are followed, and names that start with a dot left out. A link that leads nowhere
 * counts as a file, so that reading it names it.
 */
export function listFolder(origin: Origin, path: string): TE.TaskEither<DataError, Listing> {
  return TE.tryCatch(async () => {
    const folders: string[] = [], files: string[] = [];
    for await (const entry of Deno.readDir(path)) {
      if (entry.name.startsWith(".")) continue;
      const isFolder = entry.isSymlink ? await leadsToFolder(`${path}/${entry.name}`) : entry.isDirectory;
      (isFolder ? folders : files).push(entry.name);
    }
    return { folders: folders.sort(), files: files.sort() };
  }, (cause) => unreadable(origin, path, "folder", cause));
}

function leadsToFolder(path: string): Promise<boolean> {
  return Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
}
