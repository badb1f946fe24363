import { dirname } from "node:path";
import { storageError } from "./storage_error.ts";
import { TrainError } from "./train_error.ts";
import { writeWhole } from "./write_whole.ts";

/**
 * Refuses a folder that cannot be written, before any work is done for it: there must be room for a file in it, or in the
 * folder that it is to be made in. Nothing is left behind.
 *
 * @param path The folder, which need not be there yet.
 * @param cannot How a refusal begins: `"Cannot train: --out"`.
 * @param what What it is called where the system refuses it. @default the path
 * @throws {TrainError} If the path is or lies below a file, or the system does not let it be written.
 */
export async function demandFolder(path: string, cannot: string, what: string = path): Promise<void> {
  await tryFolder(path, what, () => `${cannot} must name a folder, ${path} is or lies below a file`);
}

/**
 * Refuses a file that cannot be written, before any work is done for it. Nothing is left behind.
 *
 * @param path The file, which need not be there yet, and neither need its folder.
 * @param cannot How a refusal begins: `"Cannot draw the gallery: --out"`.
 * @throws {TrainError} If the path is something else than a file, or the system does not let it be written.
 */
export async function demandFile(path: string, cannot: string): Promise<void> {
  const kind = await kindOf(path);
  if (kind !== undefined) {
    throw new TrainError("usage", `${cannot} must name a file, current value is ${kind}`);
  }
  await tryFolder(
    dirname(path),
    path,
    () => `${cannot} must name a file in a folder, ${path} lies below a file`,
  );
}

/** Describes a path that is no file; `undefined` where it is one, or nothing yet. */
async function kindOf(path: string): Promise<string | undefined> {
  if (path === "") return "nothing";
  const there = await found(path).catch(() => undefined); // what is wrong with its folder is said of that
  if (there?.isDirectory || /[/\\]$/.test(path)) return `the folder ${path}`;
  return there?.isFile === false ? `the device ${path}` : undefined;
}

/**
 * Writes a file and the folder that it is in, whole or not at all.
 *
 * @throws {TrainError} If that fails.
 */
export async function writeOutput(path: string, content: Uint8Array | string): Promise<void> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    await writeWhole(path, content);
  } catch (cause) {
    throw storageError(path, cause);
  }
}

async function tryFolder(path: string, what: string, rule: () => string): Promise<void> {
  try {
    await tryOut(await nearestFolder(path));
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotADirectory)) throw storageError(what, cause);
    throw new TrainError("usage", rule(), { cause });
  }
}

/** The folder itself, or the one that it would be made in. */
async function nearestFolder(path: string): Promise<string> {
  const there = await found(path);
  if (there === undefined && dirname(path) !== path) return await nearestFolder(dirname(path));
  if (there?.isDirectory) return path;
  throw new Deno.errors.NotADirectory(path);
}

async function found(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function tryOut(folder: string): Promise<void> {
  const path = await Deno.makeTempFile({ dir: folder, prefix: ".miamix-" });
  try {
    await Deno.writeTextFile(path, "room");
  } finally {
    await Deno.remove(path);
  }
}
