import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { DataError } from "../error.ts";
import { CHECKSUM_LIST, decodeChecksumList } from "./decode_checksum_list.ts";
import { hashFile } from "./hash_file.ts";
import type { Checksum, Source } from "./manifest.ts";
import type { Tell } from "./progress.ts";

/**
 * Checks the files of a data set against the list of checksums that was written when it was unpacked, and against those
 * that are published. A folder that came from elsewhere has no list.
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
  const advice = `move ${folder} away and run deno task data ${source.name}`;
  const problem = (rule: string, value: unknown) =>
    new DataError(`Cannot verify ${source.name}: ${rule}, current value is ${value}; ${advice}`);
  const published: readonly Sum[] = Object.entries(source.publishedMd5)
    .map(([path, hex]) => ({ path, checksum: { algorithm: "md5", hex } }));
  let total = 0;
  const verifyFile = ({ path, checksum: { algorithm, hex } }: Sum): TE.TaskEither<DataError, void> =>
    pipe(
      TE.tryCatch(
        async () => {
          const before = total;
          return await hashFile(`${folder}/${path}`, algorithm, (done) => {
            tell({ stage: "check", file: source.folder, done: total = before + done });
          });
        },
        (cause) => problem(`${path} must be a file that can be read`, valueOf(cause)),
      ),
      TE.filterOrElse(
        (found) => found === hex,
        (found) => problem(`${path} must have the ${NAMES[algorithm]} ${hex}`, found),
      ),
      TE.map(() => undefined),
    );
  return pipe(
    readList(`${folder}/${CHECKSUM_LIST}`, published.length > 0, problem, advice),
    TE.map((listed) => [...listed, ...published]),
    TE.chainFirst(TE.traverseSeqArray(verifyFile)),
    TE.map((sums) => new Set(sums.map(({ path }) => path)).size),
  );
}

/** A file and what it must sum up to. */
interface Sum {
  readonly path: string;
  readonly checksum: Checksum;
}

const NAMES = { sha256: "SHA-256", md5: "MD5" } as const;

/** Reads the list of checksums; `optional` takes it for empty where there is none. */
function readList(
  list: string,
  optional: boolean,
  problem: (rule: string, value: unknown) => DataError,
  advice: string,
): TE.TaskEither<DataError, readonly Sum[]> {
  return pipe(
    TE.tryCatch(() =>
      Deno.readTextFile(list).catch((cause) => {
        if (optional && cause instanceof Deno.errors.NotFound) return undefined;
        throw cause;
      }), (cause) => problem(`${list} must be a file that can be read`, valueOf(cause))),
    TE.chainEitherK((text) =>
      text === undefined ? E.right([]) : pipe(
        decodeChecksumList(text, list),
        E.mapLeft(({ message }) => new DataError(`${message}; ${advice}`)),
        E.map((files) =>
          files.map(({ path, sha256 }): Sum => ({ path, checksum: { algorithm: "sha256", hex: sha256 } }))
        ),
      )
    ),
  );
}

function valueOf(cause: unknown): string {
  return cause instanceof Deno.errors.NotFound ? "nothing" : String(cause);
}
