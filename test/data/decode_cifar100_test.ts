import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { decodeCifar100 } from "../../src/data/decode_cifar100.ts";

const RECORD = 3074;

function messageOf(bytes: Uint8Array): string {
  const decoded = decodeCifar100([{ path: "/some/test.bin", bytes }]);
  assert(E.isLeft(decoded));
  return decoded.left.message;
}

Deno.test("decodeCifar100() refuses labels that cannot be and names their record", () => {
  const ending = (byte: number) =>
    `(/some/test.bin, byte ${byte}); check that this is the binary version of CIFAR-100, or fetch the file again`;
  const good = new Uint8Array(RECORD);
  good[0] = 4;
  assertEquals(
    messageOf(Uint8Array.of(...good, 0, 100, ...good.subarray(2))),
    `Cannot read CIFAR-100: the fine label of record 1 in test.bin must be in 0…99, current value is 100 ${
      ending(3075)
    }`,
  );
  assertEquals(
    messageOf(Uint8Array.of(5, ...good.subarray(1))),
    "Cannot read CIFAR-100: the coarse label of record 0 in test.bin must be 4, the group of class 0, current value " +
      `is 5 ${ending(0)}`,
  );
});

Deno.test("decodeCifar100() has five classes in each of the 20 groups", () => {
  const groups = Array.from(
    { length: 100 },
    (_, fine) =>
      Array.from({ length: 20 }, (_, coarse) => coarse).filter((coarse) => {
        const bytes = Uint8Array.of(coarse, fine, ...new Uint8Array(RECORD - 2));
        return E.isRight(decodeCifar100([{ path: "any.bin", bytes }]));
      }),
  );
  assertEquals(groups.map(({ length }) => length), Array(100).fill(1));
  const sizes = Array.from(
    { length: 20 },
    (_, coarse) => groups.filter(([only]) => only === coarse).length,
  );
  assertEquals(sizes, Array(20).fill(5));
});

Deno.test("decodeCifar100() refuses records that are shifted by a byte", () => {
  const shifted = new Uint8Array(2 * RECORD);
  shifted.set([4, 0], 1);
  assertStringIncludes(messageOf(shifted), "the coarse label of record 1 in test.bin must be 4");
});

Deno.test("decodeCifar100() takes any bytes: whole records with labels that agree, or a DataError", () => {
  fc.assert(fc.property(fc.nat(2 * RECORD + 9), fc.nat(255), fc.nat(255), (length, coarse, fine) => {
    const bytes = new Uint8Array(length);
    bytes.set([coarse, fine].slice(0, length));
    const decoded = decodeCifar100([{ path: "any.bin", bytes }]);
    if (E.isLeft(decoded)) assertEquals(decoded.left.name, "DataError");
    else assertEquals(decoded.right.count * RECORD, length);
  }));
});
