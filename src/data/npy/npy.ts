import * as E from "fp-ts/Either";
import type * as TE from "fp-ts/TaskEither";
import type { ByteArray } from "../byte_array.ts";
import { fileName } from "../data_file.ts";
import type { DataError } from "../error.ts";
import { broken, type Origin } from "../origin.ts";
import { readRows } from "./read_rows.ts";

/** Options of {@linkcode readNpy}. */
export interface NpyOptions {
  /** The first row to read. @default {0} */
  readonly from?: number;
  /** The row to stop before. @default The number of rows. */
  readonly to?: number;
}

/**
 * Reads rows of a NumPy `.npy` file of unsigned bytes in C order; a row is an entry of the first dimension. Only the header
 * and these rows are read.
 *
 * @param path The file, of version 1 to 3.
 * @returns A task that reads it; its left side says what is wrong with the file, or that it has no such rows.
 *
 * @example
 * ```ts
 * import { readNpy } from "@miamix/miamix/data";
 * import { assertStringIncludes } from "@std/assert";
 * import * as E from "fp-ts/Either";
 *
 * const read = await readNpy("no/such/fog.npy", { from: 10_000, to: 20_000 })();
 * if (E.isLeft(read)) assertStringIncludes(read.left.message, "no/such/fog.npy must be a file that can be read");
 * ```
 */
export function readNpy(
  path: string,
  { from = 0, to }: NpyOptions = {},
): TE.TaskEither<DataError, ByteArray> {
  return readRows(ORIGIN, path, ([rows = 0]) => {
    const end = to ?? rows;
    const fits = Number.isSafeInteger(from) && Number.isSafeInteger(end) && 0 <= from && from <= end &&
      end <= rows;
    const rule = `the rows of ${fileName(path)} must be a range within 0…${rows}`;
    return fits ? E.right([from, end]) : E.left(broken(ORIGIN, rule, `${from}…${end} (${path})`));
  });
}

const ORIGIN: Origin = {
  title: "an array",
  advice: "save it with numpy.save() as uint8, or fetch the file again",
};
