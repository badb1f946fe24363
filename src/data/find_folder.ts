import * as TE from "fp-ts/TaskEither";
import { DataError } from "./error.ts";
import { broken, type Origin, unreadable } from "./origin.ts";

/** Where the files of a data set are looked for. */
export interface Places {
  /** The folders below a directory that they may be in, as archives and other programs put them. */
  readonly inner: readonly string[];
  /** The names of a file that is always there, one of which must be. */
  readonly holds: readonly string[];
  /** Names of files and folders of versions that are not read, each with what the version is. */
  readonly others?: readonly (readonly [names: RegExp, version: string])[];
}

/**
 * Makes a task that finds the folder of a data set's files: the first of the places that has the file that is always
 * there, else the directory itself. If none has it, the error names folders below that do, or the version that is there
 * instead.
 */
export function findFolder(
  origin: Origin,
  directory: string,
  places: Places,
): TE.TaskEither<DataError, string> {
  const root = directory.replace(/(?<=.)\/+$/, "");
  return TE.tryCatch(async () => {
    const { isDirectory } = await Deno.stat(root).catch((cause) => {
      throw unreadable(origin, root, "folder", cause);
    });
    if (!isDirectory) throw broken(origin, `${root} must be a folder`, "a file");
    const found = await placeIn(root, places);
    if (found !== undefined) return found;
    const inner = places.inner.map((place) => `${root}/${place}`).join(", ");
    throw broken(
      origin,
      `${places.holds[0]} must be in ${root}, or in ${inner}`,
      await insteadIn(root, places),
    );
  }, (cause) => cause instanceof DataError ? cause : unreadable(origin, root, "folder", cause));
}

/** The place below a folder, or the folder itself, that has the file. */
async function placeIn(root: string, { inner, holds }: Places): Promise<string | undefined> {
  for (const folder of [...inner.map((place) => `${root}/${place}`), root]) {
    for (const name of holds) if (await isFile(`${folder}/${name}`)) return folder;
  }
}

/** Describes what is there instead: the file in other folders, another version, or nothing of it. */
async function insteadIn(root: string, places: Places): Promise<string> {
  const top = await Array.fromAsync(Deno.readDir(root), ({ name }) => name);
  const folders = top.sort().filter((name) => !name.startsWith(".")).slice(0, LOOKED_INTO);
  const deeper: string[] = [], names = [...top];
  for (const folder of folders) {
    const path = `${root}/${folder}`;
    const found = await placeIn(path, places);
    if (found !== undefined) deeper.push(found);
    names.push(
      ...await Array.fromAsync(Deno.readDir(path), ({ name }) => `${folder}/${name}`).catch(() => []),
    );
  }
  if (deeper.length > 0) return `none, but it is in ${deeper.join(" and in ")}: name that folder`;
  for (const [pattern, version] of places.others ?? []) {
    const other = names.find((name) => pattern.test(name.slice(name.indexOf("/") + 1)));
    if (other !== undefined) return `none, but there is ${version} (${root}/${other})`;
  }
  return "none";
}

/** The most folders that are searched for what is missing. */
const LOOKED_INTO = 1000;

function isFile(path: string): Promise<boolean> {
  return Deno.stat(path).then((found) => found.isFile, () => false);
}
