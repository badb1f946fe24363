import type { StoredNumbers } from "./stored_tensor.ts";

/** A type of numbers in a safetensors file. */
export interface SafetensorsType {
  /** Bytes of a number. */
  readonly bytes: number;
  /** Numbers from their bytes, which start where an array may start. */
  readonly read: (bytes: ArrayBuffer) => StoredNumbers;
}

/** The types that are read, by their names in files. */
export const safetensorsTypes: Readonly<Record<string, SafetensorsType>> = {
  F64: { bytes: 8, read: (bytes) => new Float64Array(bytes) },
  F32: { bytes: 4, read: (bytes) => new Float32Array(bytes) },
  F16: { bytes: 2, read: (bytes) => new Float16Array(bytes) },
  BF16: { bytes: 2, read: widened },
  I64: { bytes: 8, read: (bytes) => new BigInt64Array(bytes) },
  U64: { bytes: 8, read: (bytes) => new BigUint64Array(bytes) },
  I32: { bytes: 4, read: (bytes) => new Int32Array(bytes) },
  U32: { bytes: 4, read: (bytes) => new Uint32Array(bytes) },
  I16: { bytes: 2, read: (bytes) => new Int16Array(bytes) },
  U16: { bytes: 2, read: (bytes) => new Uint16Array(bytes) },
  I8: { bytes: 1, read: (bytes) => new Int8Array(bytes) },
  U8: { bytes: 1, read: (bytes) => new Uint8Array(bytes) },
  BOOL: { bytes: 1, read: (bytes) => new Uint8Array(bytes) },
};

/** The name of the type that an array is written as. */
export function safetensorsTypeOf(data: StoredNumbers): string {
  const [kind] = /^[A-Za-z]+/.exec(data.constructor.name)!;
  return `${letters[kind]}${8 * data.BYTES_PER_ELEMENT}`;
}

const letters: Readonly<Record<string, string>> = {
  Float: "F",
  Int: "I",
  Uint: "U",
  BigInt: "I",
  BigUint: "U",
};

/** A bfloat16 is the upper half of a 32-bit float. */
function widened(bytes: ArrayBuffer): StoredNumbers {
  const upper = new Uint16Array(bytes);
  return new Float32Array(Uint32Array.from(upper, (half) => half << 16).buffer);
}
