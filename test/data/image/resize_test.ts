import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { resize } from "../../../src/data/image/resize.ts";

/** A grey picture of these rows. */
function grey(rows: readonly (readonly number[])[]) {
  const pixels = Uint8Array.from(rows.flat().flatMap((value) => [value, value, value]));
  return { height: rows.length, width: rows[0]!.length, pixels };
}

/** The red values of a resized picture. */
const red = (picture: ReturnType<typeof grey>, size: number) =>
  [...resize(picture, size)].filter((_, i) => i % 3 === 0);

Deno.test("resize() copies a square of the right size, and the middle of a longer one", () => {
  const square = grey([[1, 2], [3, 4]]);
  assertEquals(resize(square, 2), square.pixels);
  assertEquals(red(grey([[9, 1, 2, 8], [9, 3, 4, 8]]), 2), [1, 2, 3, 4]);
  assertEquals(red(grey([[9, 9], [1, 2], [3, 4], [8, 8], [7, 7]]), 2), [1, 2, 3, 4]);
});

Deno.test("resize() takes the mean of the covered area where it shrinks", () => {
  assertEquals(red(grey([[10, 20], [30, 40]]), 1), [25]);
  // 3 to 2: a pixel covers one cell and half of the next
  assertEquals(red(grey([[30, 60, 90], [30, 60, 90], [30, 60, 90]]), 2), [40, 80, 40, 80]);
});

Deno.test("resize() interpolates between centres where it enlarges", () => {
  assertEquals(red(grey([[0, 100], [0, 100]]), 4).slice(0, 4), [0, 25, 75, 100]);
  assertEquals(red(grey([[7]]), 2), [7, 7, 7, 7]);
});

Deno.test("resize() keeps the channels apart", () => {
  const pixels = Uint8Array.from({ length: 4 * 4 * 3 }, (_, i) => [10, 20, 30][i % 3]!);
  for (const size of [1, 3, 7]) {
    const resized = resize({ height: 4, width: 4, pixels }, size);
    assertEquals(resized, Uint8Array.from({ length: size * size * 3 }, (_, i) => [10, 20, 30][i % 3]!));
  }
});

Deno.test("resize() keeps the mean where it shrinks, and the range everywhere", () => {
  const side = fc.integer({ min: 1, max: 20 });
  fc.assert(fc.property(side, side, fc.nat(), (from, size, salt) => {
    const rows = Array.from(
      { length: from },
      (_, y) => Array.from({ length: from }, (_, x) => (x * 37 + y * 91 + salt) % 256),
    );
    const values = rows.flat(), resized = red(grey(rows), size);
    const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
    assertEquals(resized.length, size * size);
    assert(Math.min(...resized) >= Math.min(...values) && Math.max(...resized) <= Math.max(...values));
    if (size <= from) assert(Math.abs(mean(resized) - mean(values)) <= 0.5 + 1e-9);
  }));
});
