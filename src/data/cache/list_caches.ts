import * as TE from "fp-ts/TaskEither";
import { DataError } from "../error.ts";
import { cacheError } from "../fetch/disk_error.ts";
import { CACHE_END } from "./cached.ts";
import { openCache } from "./open_cache.ts";

/** A converted data set in a file. */
export interface CacheFile {
  readonly path: string;
  readonly bytes: number;
  /** The data set it was made for, by its name in the list of data sets. */
  readonly set: string;
  /** The folder it was made from; nothing if its index is damaged. */
  readonly source: string | undefined;
}

/** Makes a task that lists the converted data sets in a folder, by name; a folder that is not there has none. */
export function listCaches(cacheDir: string): TE.TaskEither<DataError, readonly CacheFile[]> {
  return TE.tryCatch(async () => {
    const files: CacheFile[] = [];
    for (const name of (await namesIn(cacheDir)).sort()) {
      const [, set] = NAME.exec(name) ?? [];
      if (set === undefined) continue;
      const path = `${cacheDir}/${name}`, { size: bytes } = await Deno.stat(path);
      files.push({ path, bytes, set, source: await sourceOf(path) });
    }
    return files;
  }, (cause) => cacheError("list converted data sets", cacheDir, cause));
}

const NAME = new RegExp(`^(.+)-[0-9a-f]{12}${CACHE_END.replace(".", "\\.")}$`);

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function sourceOf(path: string): Promise<string | undefined> {
  try {
    return (await openCache(path)).index.about.source.folder;
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}
