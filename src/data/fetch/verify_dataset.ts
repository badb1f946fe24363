import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { DataError } from "../error.ts";
import { CHECKSUM_LIST, decodeChecksumList, type Summed } from "./decode_checksum_list.ts";
import { hashFile } from "./hash_file.ts";
import type { Source } from "./manifest.ts";
import type { Tell } from "./progress.ts";

/**
 * Checks every file of a data set against the list of checksums that was written when it was unpacked.
 *
 * @param source What the manifest says about the data set.
 * @param dataDir The folder that its folder is in.
 * @param tell Hears how far it is.
 * @returns A task that gives the number of files; its left side names the first file that is missing or damaged.
 */
export function verifyDataset(
  source: Source,
  dataDir: string,
  tell: Tell = () => {},
): TE.TaskEither<DataError, number> {
  const folder = `${dataDir}/${source.folder}`;
  const list = `${folder}/${CHECKSUM_LIST}`;
  const advice = `move ${folder} away and run deno task data ${source.name}`;
  const problem = (rule: string, value: unknown) =>
    new DataError(`Cannot verify ${source.name}: ${rule}, current value is ${value}; ${advice}`);
  let total = 0;
  const verifyFile = ({ path, sha256 }: Summed): TE.TaskEither<DataError, void> =>
    pipe(
      TE.tryCatch(
        async () => {
          const before = total;
          return await hashFile(`${folder}/${path}`, "sha256", (done) => {
            tell({ stage: "check", file: source.folder, done: total = before + done });
          });
        },
        (cause) => problem(`${path} must be a file that can be read`, valueOf(cause)),
      ),
      TE.filterOrElse(
        (found) => found === sha256,
        (found) => problem(`${path} must have the SHA-256 ${sha256}`, found),
      ),
      TE.map(() => undefined),
    );
  return pipe(
    TE.tryCatch(
      () => Deno.readTextFile(list),
      (cause) => problem(`${list} must be a file that can be read`, valueOf(cause)),
    ),
    TE.chainEitherK((text) =>
      pipe(
        decodeChecksumList(text, list),
        E.mapLeft(({ message }) => new DataError(`${message}; ${advice}`)),
      )
    ),
    TE.chain(TE.traverseSeqArray(verifyFile)),
    TE.map((files) => files.length),
  );
}

function valueOf(cause: unknown): string {
  return cause instanceof Deno.errors.NotFound ? "nothing" : String(cause);
}
