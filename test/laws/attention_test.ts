import { assertEquals } from "@std/assert";
import * as m from "../../mod.ts";

const [height, width, grid] = [7, 10, 3];

/** What an attention takes of a partner that is read through a view, `[height][width]`: 1 where a taken cell is seen. */
function taken(
  attention: readonly number[],
  ratio: number,
  { dx, dy, mirror }: m.Reading,
): readonly (readonly number[])[] {
  const mask = m.mostAttended({ attention: () => attention, grid });
  const [raster] = mask.draw(m.key(1), ratio, { height, width, partner: { place: 4, dx, dy, mirror } });
  const { values } = raster as m.RasterField;
  return Array.from({ length: height }, (_, y) => [...values.subarray(y * width, (y + 1) * width)]);
}

const as = { dx: 0, dy: 0, mirror: false };
const attention = [5, 1, 8, 2, 9, 3, 7, 4, 6];

Deno.test("as many cells are taken as the share rounds to, the most attended first, of two alike the earlier one", () => {
  const cells = (attention: readonly number[], ratio: number) => {
    const seen = taken(attention, ratio, as);
    // The middles of the cells.
    return [0, 1, 2, 3, 4, 5, 6, 7, 8].filter((cell) =>
      seen[[1, 3, 5][Math.floor(cell / 3)]!]![[1, 5, 8][cell % 3]!] === 1
    );
  };
  for (
    const [asked, expected] of [[0, []], [0.4, []], [0.6, [4]], [2.4, [2, 4]], [2.6, [2, 4, 6]], [9, [
      0,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
    ]]] as const
  ) {
    assertEquals(cells(attention, asked / 9), [...expected], `${asked}`);
  }
  assertEquals(cells(Array(9).fill(1), 4 / 9), [0, 1, 2, 3]);
  assertEquals(cells([1, 2, 2, 1, 2, 1, 2, 1, 1], 3 / 9), [1, 2, 4]);
});

Deno.test("cells go with the view of the partner, and nothing outside of it is taken", () => {
  const cellOf = (x: number, y: number) =>
    Math.floor((y + 0.5) * grid / height) * grid + Math.floor((x + 0.5) * grid / width);
  const plain = Array.from(
    { length: height },
    (_, y) => Array.from({ length: width }, (_, x) => [2, 4, 6, 8].includes(cellOf(x, y)) ? 1 : 0),
  );
  for (const mirror of [false, true]) {
    for (
      const [dx, dy] of [[0, 0], [3, 0], [-3, 0], [0, 2], [0, -2], [4, -3], [-1, 1], [10, 0], [0, 7], [
        -10,
        -7,
      ]] as const
    ) {
      const seen = taken(attention, 4 / 9, { dx, dy, mirror });
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const expected = plain[y + dy]?.[(mirror ? width - 1 - x : x) + dx] ?? 0;
          assertEquals(seen[y]![x], expected, `${x}, ${y} through ${dx}, ${dy}, ${mirror}`);
        }
      }
    }
  }
});
