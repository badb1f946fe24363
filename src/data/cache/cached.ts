import { createHash } from "node:crypto";
import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import type { Dataset, Samples } from "../dataset.ts";
import { DataError } from "../error.ts";
import { cacheError } from "../fetch/disk_error.ts";
import type { Tell } from "../fetch/progress.ts";
import { skippedNotes } from "../image/bad_images.ts";
import { type CacheIndex, rowBytes } from "./cache_format.ts";
import { fingerprint } from "./fingerprint.ts";
import { intoMemory } from "./into_memory.ts";
import { type OpenCache, openCache } from "./open_cache.ts";
import type { FileSet } from "./file_set.ts";
import { writeCache } from "./write_cache.ts";

/** Where converted data sets are kept, and how they are used. */
export interface CacheOptions {
  /** The folder that converted data sets are kept in. */
  readonly cacheDir: string;
  /** Bytes of images that may be held in memory; those of a larger set are read when they are needed. */
  readonly memory: number;
  /** Hears how far a conversion is. */
  readonly tell?: Tell | undefined;
}

/** What the files of converted data sets end in. */
export const CACHE_END = ".rows";

/**
 * Makes a task that gives a data set from its converted file, which is made first where there is none or where a file of
 * the source has changed since. A conversion writes under a temporary name, and only one program makes it at a time.
 *
 * @param name What the file is called by.
 * @param set The files of the data set.
 * @param options Where to, and how much memory may be used.
 */
export function cached(
  name: string,
  set: FileSet,
  { cacheDir, memory, tell = () => {} }: CacheOptions,
): TE.TaskEither<DataError, Dataset<Samples>> {
  return TE.tryCatch(async () => {
    const made = {
      source: { folder: await Deno.realPath(set.folder), how: set.how },
      fingerprint: await fingerprint(set),
    };
    const slot = createHash("sha256").update(`${made.source.folder}\n${set.how}`).digest("hex").slice(0, 12);
    const path = `${cacheDir}/${name}-${slot}${CACHE_END}`;
    const fits = ({ about }: CacheIndex) =>
      about.fingerprint === made.fingerprint && (set.skips || about.skipped.length === 0);
    const { dataset, index: { about: { skipped } } } = await openFresh(path, fits) ??
      await convert(path, set, { made, fits, tell });
    const count = dataset.train.count + dataset.test.count;
    const loaded = rowBytes(dataset) * count <= memory ? await intoMemory(dataset) : dataset;
    const notes = [...set.notes, ...skippedNotes(skipped, count + skipped.length)];
    return { ...loaded, ...(set.dealt && { dealt: true }), ...(notes.length > 0 && { notes }) };
  }, (cause) => cacheError(`convert ${name}`, cacheDir, cause));
}

/** Opens a cache unless there is none, it is damaged, or it does not fit. */
async function openFresh(
  path: string,
  fits: (index: CacheIndex) => boolean,
): Promise<OpenCache | undefined> {
  try {
    const opened = await openCache(path);
    return fits(opened.index) ? opened : undefined;
  } catch (error) {
    if (error instanceof DataError || error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function convert(
  path: string,
  set: FileSet,
  { made, fits, tell }: {
    readonly made: Parameters<typeof writeCache>[2];
    readonly fits: (index: CacheIndex) => boolean;
    readonly tell: Tell;
  },
): Promise<OpenCache> {
  const source = await set.open()();
  if (E.isLeft(source)) throw source.left;
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  const part = `${path}.part`;
  using file = await openAlone(part);
  const byAnother = await openFresh(path, fits);
  if (byAnother !== undefined) {
    await Deno.remove(part);
    return byAnother;
  }
  try {
    await file.truncate(0);
    await writeCache(file, source.right, made, tell);
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part);
    throw error;
  }
  return await openCache(path);
}

/** Opens a file that no other program writes; one that does is waited for, and may have taken the file away then. */
async function openAlone(path: string): Promise<Deno.FsFile> {
  for (;;) {
    const file = await Deno.open(path, { create: true, write: true });
    await file.lock(true);
    const { ino } = await file.stat();
    const there = await Deno.stat(path).catch(() => undefined);
    if (there?.ino === ino) return file;
    file.close();
  }
}
