import * as E from "fp-ts/Either";
import { type DataFile, fileName } from "../data_file.ts";
import type { DataError } from "../error.ts";
import { hex } from "../hex.ts";
import { broken, type Origin } from "../origin.ts";

/** What the header of a NumPy file says. */
export interface NpyHeader {
  /** The size of every dimension, the last one innermost. */
  readonly shape: readonly number[];
  /** How many bytes stand before the values. */
  readonly offset: number;
}

/** How many bytes from the start of a file hold every header that is accepted: NumPy writes 128 for images. */
export const LONGEST_HEADER = 4096;

/**
 * Decodes the header of a NumPy `.npy` file, version 1 to 3, of unsigned bytes in C order: the bytes `93 4e 55 4d 50 59`,
 * the version, the length of the text that follows, and a Python dictionary as text.
 *
 * @param start The first {@linkcode LONGEST_HEADER} bytes of the file, or all if it has fewer.
 */
export function decodeNpyHeader(origin: Origin, start: DataFile): E.Either<DataError, NpyHeader> {
  const { path, bytes } = start;
  const fail = (rule: string, value: string, byte: number) =>
    E.left(broken(origin, `${fileName(path)} must ${rule}`, `${value} (${path}, byte ${byte})`));
  const version = bytes[6] ?? 0;
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte) || version < 1 || version > 3) {
    return fail(
      "be a NumPy file of version 1 to 3",
      `a file that starts with ${hex(bytes.subarray(0, 8))}`,
      0,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const textAt = version === 1 ? 10 : 12;
  const offset = textAt + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (offset > bytes.length) {
    return fail("hold its whole header", `${offset} bytes of header, more than there are`, 8);
  }
  const text = new TextDecoder("latin1").decode(bytes.subarray(textAt, offset)).trim();
  const [, type] = /'descr':\s*'([^']*)'/.exec(text) ?? [];
  const [, order] = /'fortran_order':\s*(True|False)/.exec(text) ?? [];
  const [, sizes] = /'shape':\s*\(((?:\s*\d+\s*,)+\s*\d*)\s*\)/.exec(text) ?? [];
  if (!/^[|<>=]?u1$/.test(type ?? "") || order !== "False" || sizes === undefined) {
    return fail(
      "hold unsigned bytes in C order, in at least one dimension",
      text || "no header text",
      textAt,
    );
  }
  return E.right({ shape: sizes.split(",").filter((size) => size.trim() !== "").map(Number), offset });
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
