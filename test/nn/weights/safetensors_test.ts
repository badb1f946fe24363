import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  decodeSafetensors,
  encodeSafetensors,
  type Safetensors,
  type StoredNumbers,
  type StoredTensor,
} from "../../../src/nn/mod.ts";

/**
 * A file as https://huggingface.co/docs/safetensors describes it: 8 bytes with the length of the header, little end first,
 * the header, and the numbers.
 */
function file(header: string, numbers: readonly number[]): Uint8Array {
  const text = new TextEncoder().encode(header);
  const length = [text.length & 255, text.length >> 8, 0, 0, 0, 0, 0, 0];
  return Uint8Array.of(...length, ...text, ...numbers);
}

function right(bytes: Uint8Array): Safetensors {
  const read = decodeSafetensors(bytes);
  assert(read._tag === "Right", read._tag === "Left" ? read.left.message : "");
  return read.right;
}

/** 1, -2 and 0.5 as 32-bit floats, and 1, -2 and 258 as 64-bit integers. */
const floats = [0, 0, 128, 63, 0, 0, 0, 192, 0, 0, 0, 63];
const integers = [...[1, 0, 0, 0, 0, 0, 0, 0], ...[254, ...Array(7).fill(255)], ...[2, 1, 0, 0, 0, 0, 0, 0]];

Deno.test("decodeSafetensors() reads a file laid out by hand", () => {
  const header = '{"__metadata__":{"format":"pt"},' +
    '"n":{"dtype":"I64","shape":[3],"data_offsets":[0,24]},' +
    '"w":{"dtype":"F32","shape":[1,3],"data_offsets":[24,36]},' +
    '"none":{"dtype":"F32","shape":[0,2],"data_offsets":[36,36]},' +
    '"one":{"dtype":"U8","shape":[],"data_offsets":[36,37]}}   ';
  const { tensors, metadata } = right(file(header, [...integers, ...floats, 7]));
  assertEquals(metadata, { format: "pt" });
  assertEquals([...tensors], [
    ["n", { shape: [3], data: BigInt64Array.of(1n, -2n, 258n) }],
    ["w", { shape: [1, 3], data: Float32Array.of(1, -2, 0.5) }],
    ["none", { shape: [0, 2], data: new Float32Array() }],
    ["one", { shape: [], data: Uint8Array.of(7) }],
  ]);
});

Deno.test("decodeSafetensors() widens bfloat16, and reads half floats and truth values", () => {
  const header = '{"b":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]},' +
    '"h":{"dtype":"F16","shape":[2],"data_offsets":[4,8]},' +
    '"t":{"dtype":"BOOL","shape":[2],"data_offsets":[8,10]}}';
  const { tensors } = right(file(header, [128, 63, 73, 192, 0, 60, 0, 193, 1, 0]));
  assertEquals(tensors.get("b")!.data, Float32Array.of(1, -3.140625));
  assertEquals(tensors.get("h")!.data, Float16Array.of(1, -2.5));
  assertEquals(tensors.get("t")!.data, Uint8Array.of(1, 0));
});

Deno.test("encodeSafetensors() writes the file that the format asks for, byte by byte", () => {
  const tensors = new Map<string, StoredTensor>([
    ["w", { shape: [1, 3], data: Float32Array.of(1, -2, 0.5) }],
    ["n", { shape: [3], data: BigInt64Array.of(1n, -2n, 258n) }],
  ]);
  const header = '{"__metadata__":{"a":"1","b":"2"},"n":{"dtype":"I64","shape":[3],"data_offsets":[0,24]},' +
    '"w":{"dtype":"F32","shape":[1,3],"data_offsets":[24,36]}}';
  const blanks = " ".repeat(7 - (header.length - 1) % 8);
  const bytes = encodeSafetensors(tensors, { b: "2", a: "1" });
  assertEquals(bytes, file(header + blanks, [...integers, ...floats]));
  assertEquals(bytes, encodeSafetensors(new Map([...tensors].reverse()), { a: "1", b: "2" }));
});

const kinds: readonly ((values: readonly number[]) => StoredNumbers)[] = [
  (values) => Float64Array.from(values),
  (values) => Float32Array.from(values),
  (values) => Float16Array.from(values),
  (values) => BigInt64Array.from(values.map((value) => BigInt(Math.round(value)))),
  (values) => BigUint64Array.from(values.map((value) => BigInt(Math.round(Math.abs(value))))),
  (values) => Int32Array.from(values),
  (values) => Uint32Array.from(values),
  (values) => Int16Array.from(values),
  (values) => Uint16Array.from(values),
  (values) => Int8Array.from(values),
  (values) => Uint8Array.from(values),
];

const tensor = fc.tuple(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }), fc.constantFrom(...kinds))
  .map(([shape, kind]): StoredTensor => {
    const size = shape.reduce((product, side) => product * side, 1);
    return { shape, data: kind(Array.from({ length: size }, (_, i) => 37.5 * i - 40)) };
  });

Deno.test("decodeSafetensors() gives back what encodeSafetensors() wrote, aligned", () => {
  const name = fc.string({ unit: "grapheme" }).filter((text) => text !== "__metadata__");
  fc.assert(fc.property(
    fc.uniqueArray(fc.tuple(name, tensor), { selector: ([name]) => name, maxLength: 6 }),
    fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
    (entries, metadata) => {
      const bytes = encodeSafetensors(new Map(entries), metadata);
      const read = right(bytes);
      const sorted = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => a < b ? -1 : 1;
      assertEquals([...read.tensors].sort(sorted), entries.sort(sorted));
      assertEquals({ ...read.metadata }, { ...metadata });
      assertEquals(new DataView(bytes.buffer).getUint32(0, true) % 8, 0);
    },
  ));
});

Deno.test("decodeSafetensors() reads bytes that lie anywhere in a buffer", () => {
  const bytes = encodeSafetensors(new Map([["w", { shape: [3], data: Float32Array.of(1, 2, 3) }]]));
  const apart = new Uint8Array(bytes.length + 3);
  apart.set(bytes, 3);
  assertEquals(right(apart.subarray(3)).tensors.get("w")!.data, Float32Array.of(1, 2, 3));
});

/** A file with one float by this description, and what is wrong with it. */
const broken: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ["too short", Uint8Array.of(1, 2, 3), /8 bytes at least, current value is 3/],
  [
    "a header beyond the end",
    Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 123),
    /at most 1 bytes, current value is 9/,
  ],
  ["no JSON", file("{nonsense", []), /header must be a JSON object/],
  ["a list", file("[]", []), /header must be a JSON object/],
  ["no UTF-8", Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe), /header must be a JSON object in UTF-8/],
  ["metadata of numbers", file('{"__metadata__":{"a":1}}', []), /__metadata__ must be an object of texts/],
  ["an unknown type", one('"F8_E4M3"', "[4]", "[0,4]"), /w must have one of the types .*F8_E4M3/],
  ["a type of all objects", one('"toString"', "[4]", "[0,4]"), /w must have one of the types/],
  ["a shape of fractions", one('"F32"', "[0.5]", "[0,4]"), /w must have a shape of whole numbers/],
  ["a negative shape", one('"F32"', "[-1]", "[0,4]"), /w must have a shape of whole numbers/],
  ["a place outside", one('"F32"', "[2]", "[0,8]"), /w must lie within 4 bytes, current value is 0,8/],
  ["a place backwards", one('"F32"', "[1]", "[4,0]"), /w must lie within 4 bytes/],
  ["three places", one('"F32"', "[1]", "[0,4,4]"), /w must lie within 4 bytes/],
  ["another size", one('"F32"', "[2]", "[0,4]"), /w must have 8 bytes, current value is 4/],
  ["bytes over", one('"U8"', "[3]", "[0,3]"), /must fill 4 bytes, current value is 3/],
  ["bytes before", one('"U8"', "[3]", "[1,4]"), /w must start where the tensor before it ends/],
  [
    "an overlap",
    file(
      '{"v":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"w":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}',
      [0, 0, 0, 0],
    ),
    /w must start where the tensor before it ends/,
  ],
];

function one(type: string, shape: string, offsets: string): Uint8Array {
  return file(`{"w":{"dtype":${type},"shape":${shape},"data_offsets":${offsets}}}`, [0, 0, 128, 63]);
}

for (const [what, bytes, message] of broken) {
  Deno.test(`decodeSafetensors() refuses a file with ${what}`, () => {
    const read = decodeSafetensors(bytes);
    assert(read._tag === "Left");
    assert(
      read.left.message.startsWith("Cannot read safetensors: ") && message.test(read.left.message),
      read.left.message,
    );
  });
}

Deno.test("encodeSafetensors() refuses numbers that are not as many as the shape says", () => {
  const short = new Map([["w", { shape: [2, 2], data: Float32Array.of(1) }]]);
  assertThrows(
    () => encodeSafetensors(short),
    RangeError,
    "Cannot write safetensors: w must have 4 numbers, current value is 1",
  );
});
