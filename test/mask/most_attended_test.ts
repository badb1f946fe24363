import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as m from "../../mod.ts";
import { mixed, noiseBatch } from "../laws/batches.ts";
import { recipeOf } from "../table.ts";

const side = 14;
const batch = noiseBatch(m.key(1), [5, side, side, 1]);

/** Every image attends to cells of its own: those from its place on. */
const attention = (place: number) =>
  Array.from(
    { length: 49 },
    (_, cell) => (cell + 49 - 7 * place) % 49 < 9 ? 9 - (cell + 49 - 7 * place) % 49 : 0,
  );

/** The cells of 2×2 pixels that are the partner's. */
function cellsOf(mask: Float32Array): readonly number[] {
  const cells = Array.from(
    { length: 49 },
    (_, cell) => mask[(2 * Math.floor(cell / 7)) * side + 2 * (cell % 7)] === 0 ? [cell] : [],
  );
  return cells.flat();
}

Deno.test("Attentive CutMix pastes the six cells to which the partner's attention is largest", () => {
  const { masks, lambda, partner } = mixed(m.attentiveCutmix({ attention }), m.key(2), batch);
  for (const [n, place] of partner.entries()) {
    const own = masks.subarray(n * side ** 2, (n + 1) * side ** 2);
    assertEquals(cellsOf(own), Array.from({ length: 6 }, (_, i) => 7 * place + i));
    assertEquals(own.filter((share) => share === 0).length, 24);
    assertAlmostEquals(lambda[n]!, 43 / 49, 1e-6);
  }
});

Deno.test("the cells go with the view of the partner", () => {
  const view: m.View = { name: "mirror", draw: () => ({ dx: 0, dy: 2, mirror: true }) };
  const recipe = m.withViews(view)(m.attentiveCutmix({ attention, cells: 3 }));
  const { masks, partner } = mixed(recipe, m.key(2), batch);
  for (const [n, place] of partner.entries()) {
    const own = cellsOf(masks.subarray(n * side ** 2, (n + 1) * side ** 2));
    assertEquals(own, place === 0 ? [] : [4, 5, 6].map((cell) => 7 * (place - 1) + cell));
  }
});

Deno.test("a share of all cells is all of the image, and of none is none", () => {
  for (const ratio of [0, 1]) {
    const { lambda } = mixed(recipeOf(m.mostAttended({ attention }), m.fixed(ratio)), m.key(2), batch);
    assertEquals([...lambda], Array(5).fill(1 - ratio));
  }
});

Deno.test("an attention of another size is refused", () => {
  assertThrows(
    () => mixed(m.attentiveCutmix({ attention, grid: 6 }), m.key(2), batch),
    RangeError,
    "Cannot draw mostAttended(): an attention must be 36 numbers, current value is 49",
  );
  assertThrows(() => m.mostAttended({ attention, grid: 0 }), RangeError, "grid must be an integer >= 1");
  assertThrows(() => m.attentiveCutmix({ attention, cells: 50 }), RangeError, "Cannot build fixed(): ratio");
});
