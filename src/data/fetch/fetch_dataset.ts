import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { DataError } from "../error.ts";
import { CHECKSUM_LIST } from "./decode_checksum_list.ts";
import { diskError } from "./disk_error.ts";
import { download, type DownloadOptions } from "./download.ts";
import { exists } from "./exists.ts";
import type { Source } from "./manifest.ts";
import { printChecksumList } from "./print_checksum_list.ts";
import { stagingFolder } from "./staging_folder.ts";
import { unpack } from "./unpack.ts";

/**
 * Gets a data set: downloads its files, checks them, and unpacks them into its folder.
 *
 * The folder appears when everything is in it, together with a list of the SHA-256 of every file; the downloaded files
 * are removed then. Whatever is interrupted before goes on when it is called again. A folder that is already complete is
 * left as it is.
 *
 * @param source What the manifest says about the data set.
 * @param options Where to, from where.
 * @returns A task that gives the folder; its left side says what went wrong and what to do.
 */
export function fetchDataset(
  source: Source,
  options: Omit<DownloadOptions, "set">,
): TE.TaskEither<DataError, string> {
  const folder = `${options.dataDir}/${source.folder}`;
  const action = `download ${source.name}`;
  return pipe(
    TE.tryCatch(() => isComplete(folder, source.name), (cause) => diskError(action, options.dataDir, cause)),
    TE.chain((complete) => complete ? TE.right(folder) : make(source, folder, options)),
  );
}

async function isComplete(folder: string, name: string): Promise<boolean> {
  if (!await exists(folder)) return false;
  if (await exists(`${folder}/${CHECKSUM_LIST}`)) return true;
  throw new DataError(
    `Cannot download ${name}: ${folder} must have a ${CHECKSUM_LIST}, current value is a folder that came from ` +
      "elsewhere; use it as it is, or move it away",
  );
}

function make(
  source: Source,
  folder: string,
  options: Omit<DownloadOptions, "set">,
): TE.TaskEither<DataError, string> {
  const staging = stagingFolder(source, options.dataDir);
  return pipe(
    source.downloads,
    TE.traverseSeqArray((file) => download(file, { ...options, dataDir: staging, set: source.name })),
    TE.chain((archives) =>
      TE.tryCatch(
        async () => {
          await unpackAll(source, folder, archives, options.tell);
          if (staging !== options.dataDir) await Deno.remove(staging);
          return folder;
        },
        (cause) => diskError(`unpack ${source.name}`, options.dataDir, cause),
      )
    ),
  );
}

async function unpackAll(
  source: Source,
  folder: string,
  archives: readonly string[],
  tell: DownloadOptions["tell"],
): Promise<void> {
  const target = `${folder}.part`;
  using lock = await Deno.open(archives[0]!, { read: true, write: true });
  if (!await lock.tryLock(true)) {
    throw new DataError(
      `Cannot unpack ${source.name}: ${folder} must be made by one program at a time, current value is two; wait for ` +
        "the other one",
    );
  }
  if (await exists(target)) await Deno.remove(target, { recursive: true });
  await Deno.mkdir(target);
  try {
    const files = await unpack(source, { archives, target, tell })();
    if (E.isLeft(files)) throw files.left;
    await Deno.writeTextFile(`${target}/${CHECKSUM_LIST}`, printChecksumList(files.right), {
      createNew: true,
    });
    await Deno.rename(target, folder);
  } catch (error) {
    await Deno.remove(target, { recursive: true });
    throw error;
  }
  await Promise.all(archives.map((path) => Deno.remove(path)));
}
