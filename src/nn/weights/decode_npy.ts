import { type Either, left, right } from "fp-ts/Either";
import { permute } from "./permute.ts";
import type { StoredNumbers, StoredTensor } from "./stored_tensor.ts";

/** Kinds of numbers by NumPy's names for them, little end first: numbers from their bytes. */
const kinds: Readonly<Record<string, (bytes: ArrayBuffer) => StoredNumbers>> = {
  "<f8": (bytes) => new Float64Array(bytes),
  "<f4": (bytes) => new Float32Array(bytes),
  "<f2": (bytes) => new Float16Array(bytes),
  "<i8": (bytes) => new BigInt64Array(bytes),
  "<u8": (bytes) => new BigUint64Array(bytes),
  "<i4": (bytes) => new Int32Array(bytes),
  "<u4": (bytes) => new Uint32Array(bytes),
  "<i2": (bytes) => new Int16Array(bytes),
  "<u2": (bytes) => new Uint16Array(bytes),
  "|i1": (bytes) => new Int8Array(bytes),
  "|u1": (bytes) => new Uint8Array(bytes),
  "|b1": (bytes) => new Uint8Array(bytes),
};

/**
 * Reads a `.npy` file of NumPy, version 1 to 3, in C or Fortran order, little or big end first.
 *
 * @returns On the left, the rule that it breaks, and what is there instead.
 */
export function decodeNpy(bytes: Uint8Array): Either<string, StoredTensor> {
  const version = bytes[6] ?? 0, textAt = version === 1 ? 10 : 12;
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59].every((byte, i) => bytes[i] === byte);
  if (!magic || version < 1 || version > 3 || bytes.length < textAt) {
    return left("must be a NumPy file of version 1 to 3");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const offset = textAt + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (offset > bytes.length) return left("must hold its whole header");
  const text = new TextDecoder("latin1").decode(bytes.subarray(textAt, offset)).trim();
  const [, type = ""] = /'descr':\s*'([^']*)'/.exec(text) ?? [];
  const [, order] = /'fortran_order':\s*(True|False)/.exec(text) ?? [];
  const [, sizes] = /'shape':\s*\(([\d\s,]*)\)/.exec(text) ?? [];
  const read = Object.hasOwn(kinds, little(type)) ? kinds[little(type)] : undefined;
  if (read === undefined || order === undefined || sizes === undefined) {
    return left(`must hold numbers of a type in ${Object.keys(kinds).join(", ")}, current value is ${text}`);
  }
  const shape = sizes.split(",").filter((size) => size.trim() !== "").map(Number);
  const numbers = shape.reduce((product, side) => product * side, 1);
  const each = read(new ArrayBuffer(8)).BYTES_PER_ELEMENT, expected = numbers * each;
  const found = bytes.length - offset;
  if (found !== expected) return left(`must hold ${expected} bytes of numbers, current value is ${found}`);
  const stored = bytes.slice(offset);
  if (type.startsWith(">")) {
    for (let at = 0; at < expected; at += each) stored.subarray(at, at + each).reverse();
  }
  const data = read(stored.buffer);
  return right({ shape, data: order === "True" && shape.length > 1 ? inOrder(data, shape) : data });
}

function little(type: string): string {
  return type.replace(/^>/, "<");
}

/** Fortran's first axis is the innermost: its numbers are those of the reversed axes in C order. */
function inOrder(data: StoredNumbers, shape: readonly number[]): StoredNumbers {
  return permute(data, shape.toReversed(), shape.map((_, axis) => shape.length - 1 - axis));
}
