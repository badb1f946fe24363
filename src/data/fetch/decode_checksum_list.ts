import * as E from "fp-ts/Either";
import { DataError } from "../error.ts";

/** A file of a data set and its SHA-256. */
export interface Summed {
  /** Its path inside the folder of the data set. */
  readonly path: string;
  /** Lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** What the list of checksums in the folder of a data set is called. */
export const CHECKSUM_LIST = "SHA256SUMS";

/**
 * Reads a list of checksums.
 *
 * @param text Lines of a SHA-256, two spaces and a path.
 * @param path Where it was read from, for messages.
 */
export function decodeChecksumList(text: string, path: string): E.Either<DataError, readonly Summed[]> {
  const files: Summed[] = [];
  for (const [n, line] of text.replace(/\n$/, "").split("\n").entries()) {
    const [, sha256, file] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (sha256 === undefined || file === undefined) {
      return E.left(
        new DataError(
          `Cannot verify a data set: line ${
            n + 1
          } of ${path} must be a SHA-256 and a path, current value is ` +
            JSON.stringify(line.slice(0, 100)),
        ),
      );
    }
    files.push({ path: file, sha256 });
  }
  return E.right(files);
}
