import { assert, assertEquals } from "@std/assert";
import { unzipSync, zipSync } from "fflate";
import { decodeNpz } from "../../../src/nn/mod.ts";

const golden = (name: string) => Deno.readFile(new URL(`../../golden/${name}.npz`, import.meta.url));

for (const name of ["pytorch_npz", "pytorch_npz_compressed"]) {
  Deno.test(`decodeNpz() reads what test/golden/pytorch_npz.py wrote: ${name}`, async () => {
    const read = decodeNpz(await golden(name));
    assert(read._tag === "Right");
    const filter = Float32Array.from({ length: 54 }, (_, i) => i / 4);
    assertEquals(Object.fromEntries(read.right), {
      "0.weight": { shape: [3, 2, 3, 3], data: filter },
      "1.weight": { shape: [3], data: Float32Array.of(1, 1, 1) },
      "1.bias": { shape: [3], data: new Float32Array(3) },
      "1.running_mean": { shape: [3], data: new Float32Array(3) },
      "1.running_var": { shape: [3], data: Float32Array.of(1, 1, 1) },
      "1.num_batches_tracked": { shape: [], data: BigInt64Array.of(0n) },
      half: { shape: [3], data: Float16Array.of(0, 0.5, 1) },
      double: { shape: [2, 3], data: Float64Array.of(0, 0.125, 0.25, 0.375, 0.5, 0.625) },
    });
  });
}

Deno.test("decodeNpz() gives numbers of any layout in C order, as NumPy wrote them: numpy_layouts.py", async () => {
  const read = decodeNpz(await golden("numpy_layouts"));
  assert(read._tag === "Right");
  const shapes = {
    "fortran matrix": [2, 3],
    "transposed matrix": [2, 3],
    "fortran filter": [3, 2, 2, 2],
    "big end": [2, 3],
    "big half": [5],
    "big whole numbers": [3],
    "big end, fortran": [2, 2, 3],
    "one number": [],
  };
  assertEquals(Object.fromEntries(Array.from(read.right, ([name, { shape }]) => [name, shape])), shapes);
  for (const [name, { shape, data }] of read.right) {
    const size = shape.reduce((product, side) => product * side, 1);
    assertEquals(Array.from(data as Iterable<number | bigint>, Number), [...Array(size).keys()], name);
  }
});

Deno.test("decodeNpz() refuses what is no zip, cut short, or holds something else", async () => {
  const whole = await golden("pytorch_npz");
  const array = unzipSync(whole)["1.bias.npy"]!;
  const broken = (from: string, to: string) => {
    const text = Array.from(whole, (byte) => String.fromCharCode(byte)).join("").replace(from, to);
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  };
  const refused: readonly (readonly [Uint8Array, RegExp])[] = [
    [Uint8Array.of(1, 2, 3), /must be a whole zip/],
    [whole.subarray(0, whole.length - 30), /must be a whole zip/],
    [zipSync({ "a.npy": array, a: array }), /: a must be there once$/],
    [broken("\x93NUMPY", "\x93NUMPX"), /0.weight must be a NumPy file/],
    [broken("'<f4'", "'<c8'"), /0.weight must hold numbers of a type in .*<c8/],
    [broken("'fortran_order': False", "'fortran_order': Maybe"), /0.weight must hold numbers of a type/],
    [broken("(3, 2, 3, 3)", "(3, 2, 3, 4)"), /0.weight must hold 288 bytes of numbers, current value is 216/],
  ];
  for (const [bytes, message] of refused) {
    const read = decodeNpz(bytes);
    assert(read._tag === "Left");
    assert(
      read.left.message.startsWith("Cannot read npz: ") && message.test(read.left.message),
      read.left.message,
    );
  }
});
