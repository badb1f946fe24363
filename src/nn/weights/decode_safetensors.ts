import { type Either, left, right, tryCatch } from "fp-ts/Either";
import { safetensorsTypes } from "./safetensors_types.ts";
import type { StoredTensor, StoredTensors } from "./stored_tensor.ts";
import { WeightsError } from "./weights_error.ts";

/** What a safetensors file holds. */
export interface Safetensors {
  /** By name, in the order of their places in the file. */
  readonly tensors: StoredTensors;
  /** Texts that go with them. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The longest header that is read, in bytes: as in the reference implementation. */
const LONGEST_HEADER = 100_000_000;

/**
 * Reads a safetensors file (https://huggingface.co/docs/safetensors), and believes nothing in it: every tensor must have
 * as many bytes as its shape and type say, and the tensors must cover the file without gaps and overlaps.
 *
 * `BF16` becomes 32-bit floats, which hold the same numbers, and `BOOL` bytes of 0 and 1. The 8-bit floats are refused.
 *
 * @param bytes The whole file.
 * @returns On the left, everything that is wrong with it.
 */
export function decodeSafetensors(bytes: Uint8Array): Either<WeightsError, Safetensors> {
  const fail = (...issues: string[]) => left(new WeightsError("read safetensors", issues));
  if (bytes.length < 8) return fail(`a file must have 8 bytes at least, current value is ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = Number(view.getBigUint64(0, true));
  const most = Math.min(bytes.length - 8, LONGEST_HEADER);
  if (length > most) return fail(`the header must have at most ${most} bytes, current value is ${length}`);
  const header = parsed(bytes.subarray(8, 8 + length));
  if (!isRecord(header)) return fail("the header must be a JSON object in UTF-8");
  const { __metadata__: metadata = {}, ...rest } = header;
  if (!isTexts(metadata)) return fail("__metadata__ must be an object of texts");
  const values = bytes.subarray(8 + length);
  const entries = Object.entries(rest).map(([name, entry]) => [name, decodeEntry(entry, values)] as const);
  const wrong = entries.flatMap(([name, found]) => "rule" in found ? [`${name} ${found.rule}`] : []);
  if (wrong.length > 0) return fail(...wrong);
  const places = entries.flatMap(([name, found]) => "rule" in found ? [] : [{ name, ...found }])
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  const gap = places.findIndex(({ begin }, i) => begin !== (places[i - 1]?.end ?? 0));
  if (gap >= 0) return fail(`${places[gap]!.name} must start where the tensor before it ends`);
  const last = places.at(-1)?.end ?? 0;
  if (last !== values.length) {
    return fail(`the tensors must fill ${values.length} bytes, current value is ${last}`);
  }
  return right({ tensors: new Map(places.map(({ name, tensor }) => [name, tensor])), metadata });
}

/** A tensor and its place among the values, or the rule that its entry breaks. */
type Found =
  | { readonly begin: number; readonly end: number; readonly tensor: StoredTensor }
  | { readonly rule: string };

function decodeEntry(entry: unknown, values: Uint8Array): Found {
  if (!isRecord(entry)) return { rule: "must be described by an object" };
  const { dtype, shape, data_offsets: offsets } = entry;
  const type = typeof dtype === "string" ? ownValue(safetensorsTypes, dtype) : undefined;
  const known = Object.keys(safetensorsTypes).join(", ");
  if (type === undefined) return { rule: `must have one of the types ${known}, current value is ${dtype}` };
  if (!isSizes(shape)) return { rule: `must have a shape of whole numbers, current value is ${shape}` };
  const [begin, end] = isSizes(offsets) && offsets.length === 2 ? offsets : [];
  if (begin === undefined || end === undefined || begin > end || end > values.length) {
    return { rule: `must lie within ${values.length} bytes, current value is ${offsets}` };
  }
  const size = shape.reduce((product, side) => product * side, type.bytes);
  if (end - begin !== size) return { rule: `must have ${size} bytes, current value is ${end - begin}` };
  const data = type.read(values.slice(begin, end).buffer);
  return { begin, end, tensor: { shape, data } };
}

function parsed(text: Uint8Array): unknown {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const read = tryCatch(() => JSON.parse(decoder.decode(text)) as unknown, () => undefined);
  return read._tag === "Right" ? read.right : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === "string");
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function ownValue<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
