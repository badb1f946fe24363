import * as fc from "fast-check";

/** A change of a file, as damage and malice make it. */
type Mutation = (bytes: Uint8Array) => Uint8Array;

const place = fc.nat(2 ** 20);
const value = fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xfe, 0xff), fc.nat(255));

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, value).map(([at, byte]): Mutation => (bytes) =>
    bytes.length === 0 ? bytes : bytes.with(at % bytes.length, byte)
  ),
  fc.tuple(place, fc.nat(7)).map(([at, bit]): Mutation => (bytes) =>
    bytes.length === 0 ? bytes : bytes.with(at % bytes.length, bytes[at % bytes.length]! ^ 1 << bit)
  ),
  fc.tuple(place, value).map(([at, byte]): Mutation => (bytes) =>
    bytes.slice().fill(byte, at % (bytes.length + 1), at % (bytes.length + 1) + 4)
  ),
  place.map((at): Mutation => (bytes) => bytes.slice(0, at % (bytes.length + 1))),
  fc.tuple(place, place).map(([from, to]): Mutation => (bytes) => {
    const [a, b] = [from, to].map((at) => at % (bytes.length + 1)).sort((one, other) => one - other);
    return Uint8Array.of(...bytes.subarray(0, a), ...bytes.subarray(b));
  }),
  fc.tuple(place, fc.uint8Array({ maxLength: 9 })).map(([at, more]): Mutation => (bytes) =>
    Uint8Array.of(
      ...bytes.subarray(0, at % (bytes.length + 1)),
      ...more,
      ...bytes.subarray(at % (bytes.length + 1)),
    )
  ),
);

/** Files that were changed in one to four ways. */
export function mutated(...files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc.tuple(fc.constantFrom(...files), fc.array(mutation, { minLength: 1, maxLength: 4 })).map((
    [file, changes],
  ) => changes.reduce((bytes, change) => change(bytes), file));
}
