import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { decodeCifar10 } from "../../src/data/decode_cifar10.ts";

const RECORD = 3073;

/** Any file of whole records with labels below ten. */
const anyFile = fc.tuple(fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }), fc.nat(255)).map(
  ([labels, salt]) => {
    const bytes = Uint8Array.from(
      { length: labels.length * RECORD },
      (_, i) => (i * 31 + (i >> 8) * 7 + salt) % 256,
    );
    for (const [n, label] of labels.entries()) {
      bytes[n * RECORD] = label;
    }
    return { path: "data_batch_1.bin", bytes };
  },
);

function messageOf(path: string, bytes: Uint8Array): string {
  const decoded = decodeCifar10([{ path, bytes }]);
  assert(E.isLeft(decoded));
  assertEquals(decoded.left.name, "DataError");
  return decoded.left.message;
}

Deno.test("decodeCifar10() puts every byte where its plane, row and column say", () => {
  fc.assert(
    fc.property(fc.array(anyFile, { minLength: 1, maxLength: 3 }), (files) => {
      const decoded = decodeCifar10(files);
      assert(E.isRight(decoded));
      const records = files.flatMap(({ bytes }) =>
        Array.from({ length: bytes.length / RECORD }, (_, n) => bytes.subarray(n * RECORD, (n + 1) * RECORD))
      );
      assertEquals(decoded.right.count, records.length);
      assertEquals([...decoded.right.labels], records.map((record) => record[0]!));
      const expected = records.map((record) =>
        Uint8Array.from({ length: RECORD - 1 }, (_, i) => record[1 + (i % 3) * 1024 + Math.floor(i / 3)]!)
      );
      for (const [n, image] of expected.entries()) {
        assertEquals(decoded.right.images.subarray(n * 3072, (n + 1) * 3072), image);
      }
    }),
    { numRuns: 25 },
  );
});

Deno.test("decodeCifar10() refuses a file that does not hold whole records", () => {
  assertEquals(
    messageOf("/some/data_batch_2.bin", new Uint8Array(1000)),
    "Cannot read CIFAR-10: data_batch_2.bin must hold whole records of 3,073 bytes, current size is 1,000 bytes " +
      "(/some/data_batch_2.bin, byte 0); fetch the file again",
  );
});

Deno.test("decodeCifar10() refuses an empty file", () => {
  assertEquals(
    messageOf("test_batch.bin", new Uint8Array()),
    "Cannot read CIFAR-10: test_batch.bin must hold whole records of 3,073 bytes, current size is 0 bytes " +
      "(test_batch.bin, byte 0); fetch the file again",
  );
});

Deno.test("decodeCifar10() refuses a label above 9 and names its record", () => {
  const bytes = new Uint8Array(3 * RECORD);
  bytes[2 * RECORD] = 10;
  assertEquals(
    messageOf("/some/test_batch.bin", bytes),
    "Cannot read CIFAR-10: the label of record 2 in test_batch.bin must be in 0…9, current value is 10 " +
      "(/some/test_batch.bin, byte 6146); check that this is the binary version of CIFAR-10, or fetch the file again",
  );
});

Deno.test("decodeCifar10() reports the first broken file of several", () => {
  const good = { path: "a.bin", bytes: new Uint8Array(RECORD) };
  const decoded = decodeCifar10([good, { path: "b.bin", bytes: new Uint8Array(1) }, {
    path: "c.bin",
    bytes: new Uint8Array(2),
  }]);
  assert(E.isLeft(decoded));
  assert(decoded.left.message.includes("b.bin"));
});

Deno.test("decodeCifar10() takes any bytes: whole records with good labels, or a DataError", () => {
  const size = fc.oneof(fc.nat(3 * RECORD), fc.nat(3).map((records) => records * RECORD));
  const anyBytes = fc.tuple(size, fc.nat(12)).map(([length, fill]) => new Uint8Array(length).fill(fill));
  fc.assert(fc.property(anyBytes, (bytes) => {
    const good = bytes.length > 0 && bytes.length % RECORD === 0 && bytes[0]! < 10;
    const decoded = decodeCifar10([{ path: "any.bin", bytes }]);
    assertEquals(E.isRight(decoded), good);
    if (E.isRight(decoded)) assertEquals(decoded.right.count * RECORD, bytes.length);
  }));
});
