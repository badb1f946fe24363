import * as E from "fp-ts/Either";
import type { ByteArray } from "../byte_array.ts";
import { type DataFile, fileName } from "../data_file.ts";
import type { DataError } from "../error.ts";
import { hex } from "../hex.ts";
import { broken, type Origin } from "../origin.ts";

/**
 * Decodes an IDX file of unsigned bytes: two zero bytes, the type 8, the number of dimensions, the size of each as a
 * big-endian 32-bit integer, and then the values and nothing else.
 *
 * @param dimensions How many dimensions it must have.
 */
export function decodeIdx(
  origin: Origin,
  { path, bytes }: DataFile,
  dimensions: number,
): E.Either<DataError, ByteArray> {
  const name = fileName(path), magic = [0, 0, 8, dimensions], header = 4 + 4 * dimensions;
  const fail = (rule: string, value: string, byte: number) =>
    E.left(broken(origin, `${name} must ${rule}`, `${value} (${path}, byte ${byte})`));
  const start = bytes.subarray(0, 4);
  if (bytes.length < header || magic.some((byte, i) => start[i] !== byte)) {
    return fail(
      `start with the bytes ${hex(magic)} and ${dimensions} sizes`,
      `${hex(start)} in a file of ${bytes.length} bytes`,
      0,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, header);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const size = header + shape.reduce((product, each) => product * each, 1);
  return bytes.length === size ? E.right({ shape, values: bytes.subarray(header) }) : fail(
    `hold ${size} bytes for its sizes ${shape.join("×")}`,
    `${bytes.length} bytes`,
    Math.min(size, bytes.length),
  );
}
