import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { decodeNpyHeader } from "../../../src/data/npy/decode_npy_header.ts";
import { readNpy } from "../../../src/data/npy/npy.ts";
import { complaint, messageOf, rightOf, sampleFolder, withFolder } from "../with_folder.ts";
import { makeNpy, npyWith } from "./make_npy.ts";

const values = (count: number) => Uint8Array.from({ length: count }, (_, i) => (i * 7) % 256);

/** What a file complains about when all its rows are read. */
const broken = (bytes: Uint8Array) => complaint([["a.npy", bytes]], (folder) => readNpy(`${folder}/a.npy`));

Deno.test("readNpy() reads any range of rows of any array, in every version of the format", async () => {
  const anyShape = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
  const anyCase = fc.tuple(anyShape, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 3 }));
  await fc.assert(
    fc.asyncProperty(anyCase, async ([shape, some, more, version]) => {
      const [rows = 0, ...rest] = shape, row = rest.reduce((product, each) => product * each, 1);
      const from = some % (rows + 1), to = from + more % (rows - from + 1);
      await withFolder([["a.npy", makeNpy(shape, values(rows * row), version)]], async (folder) => {
        const part = await rightOf(readNpy(`${folder}/a.npy`, { from, to }));
        assertEquals(part, {
          shape: [to - from, ...rest],
          values: values(rows * row).slice(from * row, to * row),
        });
        const all = await rightOf(readNpy(`${folder}/a.npy`));
        assertEquals(all, { shape, values: values(rows * row) });
      });
    }),
    { numRuns: 40 },
  );
});

Deno.test("readNpy() refuses a file that is missing, and one that is no NumPy file", async () => {
  assertStringIncludes(
    await messageOf(readNpy("/no/such.npy")),
    "Cannot read an array: /no/such.npy must be a file that can be read, current value is nothing",
  );
  assertEquals(
    await broken(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
    "Cannot read an array: a.npy must be a NumPy file of version 1 to 3, current value is a file that starts with " +
      "01 02 03 04 05 06 07 08 (/data/a.npy, byte 0); save it with numpy.save() as uint8, or fetch the file again",
  );
  assertStringIncludes(await broken(new Uint8Array()), "a file that starts with nothing");
  assertStringIncludes(await broken(makeNpy([1], [0], 4)), "starts with 93 4e 55 4d 50 59 04 00");
});

Deno.test("readNpy() refuses other types, other orders, no dimension, and a header that is cut short", async () => {
  const rule =
    "a.npy must hold unsigned bytes in C order, in at least one dimension, current value is {'descr'";
  for (
    const text of [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }",
      "{'descr': '|u1', 'fortran_order': True, 'shape': (1, 1), }",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (), }",
      "{'descr': '|u1', 'fortran_order': False}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,), }",
    ]
  ) assertStringIncludes(await broken(npyWith(text, [0])), rule);
  const long = makeNpy([1], [0]);
  new DataView(long.buffer).setUint16(8, 60_000, true);
  assertStringIncludes(
    await broken(long),
    "a.npy must hold its whole header, current value is 60010 bytes of header, more than there are",
  );
});

Deno.test("readNpy() refuses a file that is shorter or longer than its header says", async () => {
  assertStringIncludes(
    await broken(makeNpy([2, 3], values(5))),
    "a.npy must hold 134 bytes for its shape 2×3, current value is 133 bytes (/data/a.npy, byte 133)",
  );
  assertStringIncludes(await broken(makeNpy([2, 3], values(7))), "current value is 135 bytes");
  assertStringIncludes(
    await broken(makeNpy([2 ** 52, 2 ** 52], [1])),
    "for its shape 4503599627370496×4503599627370496",
  );
});

Deno.test("readNpy() refuses rows that are not there", async () => {
  for (const [from, to] of [[0, 5], [3, 2], [-1, 2], [0.5, 2], [5, undefined]] as const) {
    const message = await complaint(
      [["a.npy", makeNpy([4, 2], values(8))]],
      (folder) => readNpy(`${folder}/a.npy`, { from, to }),
    );
    assertStringIncludes(
      message,
      `the rows of a.npy must be a range within 0…4, current value is ${from}…${to ?? 4} (/data/a.npy)`,
    );
  }
});

Deno.test("decodeNpyHeader() takes any change of a byte: sizes and an offset, or a DataError", () => {
  const origin = { title: "an array", advice: "look again" };
  fc.assert(
    fc.property(fc.nat(127), fc.nat(255), fc.nat(128), (place, byte, length) => {
      const bytes = makeNpy([10, 3], []);
      bytes[place] = byte;
      const decoded = decodeNpyHeader(origin, { path: "a.npy", bytes: bytes.subarray(0, length) });
      if (E.isLeft(decoded)) return assertEquals(decoded.left.name, "DataError");
      assert(decoded.right.offset <= length && decoded.right.shape.length > 0);
      assert(decoded.right.shape.every((size) => Number.isInteger(size) && size >= 0));
    }),
    { numRuns: 2000 },
  );
});

const real = sampleFolder("corruptions");

Deno.test({
  name: "readNpy() reads rows of a real file as an independent reading does",
  ignore: real === undefined,
  async fn() {
    const path = `${real}/clean_c10.npy`, bytes = await Deno.readFile(path);
    const { shape, values } = await rightOf(readNpy(path, { from: 300, to: 302 }));
    assertEquals(shape, [2, 32, 32, 3]);
    const start = bytes.length - 1000 * 3072;
    assertEquals(values, bytes.slice(start + 300 * 3072, start + 302 * 3072));
  },
});
