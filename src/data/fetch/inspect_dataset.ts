import * as TE from "fp-ts/TaskEither";
import type { DataError } from "../error.ts";
import { CHECKSUM_LIST } from "./decode_checksum_list.ts";
import { diskError } from "./disk_error.ts";
import { exists } from "./exists.ts";
import type { Source } from "./manifest.ts";
import { stagingFolder } from "./staging_folder.ts";

/** How much of a data set is there. */
export type Presence =
  /** All of it, with its list of checksums. */
  | { readonly kind: "complete" }
  /** A folder of its name that came from elsewhere, which nothing is known about. */
  | { readonly kind: "foreign" }
  /** So many bytes of its download. */
  | { readonly kind: "started"; readonly bytes: number }
  /** Nothing. */
  | { readonly kind: "absent" };

/**
 * Looks how much of a data set is there. It looks at names and sizes only.
 *
 * @param source What the manifest says about the data set.
 * @param dataDir The folder that its folder would be in.
 */
export function inspectDataset(source: Source, dataDir: string): TE.TaskEither<DataError, Presence> {
  const folder = `${dataDir}/${source.folder}`;
  return TE.tryCatch(async (): Promise<Presence> => {
    if (await exists(folder)) {
      return { kind: await exists(`${folder}/${CHECKSUM_LIST}`) ? "complete" : "foreign" };
    }
    const staging = stagingFolder(source, dataDir);
    const paths = source.downloads.flatMap(({ file }) => [`${staging}/${file}`, `${staging}/${file}.part`]);
    const sizes = await Promise.all(paths.map(sizeOf));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    return bytes > 0 ? { kind: "started", bytes } : { kind: "absent" };
  }, (cause) => diskError(`look for ${source.name}`, dataDir, cause));
}

async function sizeOf(path: string): Promise<number> {
  return await exists(path) ? (await Deno.stat(path)).size : 0;
}
