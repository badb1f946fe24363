import { demand } from "../../demand.ts";
import { safetensorsTypeOf } from "./safetensors_types.ts";
import type { StoredTensor, StoredTensors } from "./stored_tensor.ts";

/**
 * Writes tensors as a safetensors file (https://huggingface.co/docs/safetensors), which PyTorch and others read.
 *
 * The same tensors and metadata give the same bytes, in whatever order they are given: tensors stand in the order of the
 * size of their numbers, largest first, and then of their names, so that all of them are aligned.
 *
 * @param tensors By name.
 * @param metadata Texts that go with them, such as `{ format: "pt" }`.
 * @throws {RangeError} If a tensor has not as many numbers as its shape says, or is called `__metadata__`.
 *
 * @example
 * ```ts
 * import { decodeSafetensors, encodeSafetensors } from "@miamix/miamix/nn";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = encodeSafetensors(new Map([["bias", { shape: [2], data: Float32Array.of(1, -1) }]]));
 * const read = decodeSafetensors(bytes);
 * assertEquals(read._tag === "Right" && read.right.tensors.get("bias")?.data, Float32Array.of(1, -1));
 * ```
 */
export function encodeSafetensors(
  tensors: StoredTensors,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const action = "write safetensors";
  const sorted = [...tensors].sort(([a, { data: x }], [b, { data: y }]) =>
    y.BYTES_PER_ELEMENT - x.BYTES_PER_ELEMENT || (a < b ? -1 : 1)
  );
  demand(!tensors.has("__metadata__"), action, "a tensor must have another name", "__metadata__");
  let end = 0;
  const entries = sorted.map(([name, { shape, data }]) => {
    demand(data.length === sizeOf(shape), action, `${name} must have ${sizeOf(shape)} numbers`, data.length);
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: safetensorsTypeOf(data), shape, data_offsets: [begin, end] }] as const;
  });
  const header = headerOf(entries, metadata);
  const bytes = new Uint8Array(8 + header.length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  sorted.forEach(([, tensor], i) => {
    bytes.set(bytesOf(tensor), 8 + header.length + entries[i]![1].data_offsets[0]!);
  });
  return bytes;
}

/** JSON, with blanks after it so that the numbers start at a multiple of 8 bytes. */
function headerOf(
  entries: readonly (readonly [string, unknown])[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const sorted = Object.entries(metadata).sort(([a], [b]) => a < b ? -1 : 1);
  const first = sorted.length === 0 ? [] : [["__metadata__", Object.fromEntries(sorted)] as const];
  const members = [...first, ...entries].map(([name, value]) =>
    `${JSON.stringify(name)}:${JSON.stringify(value)}`
  );
  const text = new TextEncoder().encode(`{${members.join(",")}}`);
  const padded = new Uint8Array(8 * Math.ceil(text.length / 8)).fill(0x20);
  padded.set(text);
  return padded;
}

function bytesOf({ data: { buffer, byteOffset, byteLength } }: StoredTensor): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
