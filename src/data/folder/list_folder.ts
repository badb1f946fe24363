import * as TE from "fp-ts/TaskEither";
import { DataError } from "../error.ts";
import { broken, type Origin, unreadable } from "../origin.ts";
import { isImageName } from "./image_names.ts";

/** The names in a folder, each kind in the order of its UTF-16 code units, whatever the file system's order. */
export interface Listing {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Those of `folders` that are links. */
  readonly links: ReadonlySet<string>;
  /** The count of names that start with a dot; they are in none of the lists. */
  readonly hidden: number;
}

/**
 * Makes a task that lists a folder; links are followed. A link that leads nowhere counts as a file, so that reading it
 * names it. A folder or an image whose name is not valid UTF-8 is refused, since no program could read it by that name.
 */
export function listFolder(origin: Origin, path: string): TE.TaskEither<DataError, Listing> {
  return TE.tryCatch(async () => {
    const folders: string[] = [], files: string[] = [], links = new Set<string>();
    let hidden = 0;
    for await (const { name, isSymlink, isDirectory } of Deno.readDir(path)) {
      if (name.startsWith(".")) {
        hidden++;
        continue;
      }
      const isFolder = isSymlink ? await leadsToFolder(`${path}/${name}`) : isDirectory;
      if (name.includes("\ufffd") && (isFolder || isImageName(name)) && !await isThere(`${path}/${name}`)) {
        throw broken(
          origin,
          `the names in ${path} must be valid UTF-8`,
          `${name}, with other bytes at \ufffd`,
        );
      }
      (isFolder ? folders : files).push(name);
      if (isFolder && isSymlink) links.add(name);
    }
    return { folders: folders.sort(), files: files.sort(), links, hidden };
  }, (cause) => cause instanceof DataError ? cause : unreadable(origin, path, "folder", cause));
}

function leadsToFolder(path: string): Promise<boolean> {
  return Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
}

function isThere(path: string): Promise<boolean> {
  return Deno.lstat(path).then(() => true, () => false);
}
