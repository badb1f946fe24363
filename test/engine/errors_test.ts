import { assertEquals, assertThrows } from "@std/assert";
import { pipe } from "fp-ts/function";
import * as m from "../../mod.ts";
import { recipeOf } from "../table.ts";

const recipe = recipeOf(m.flat());
const plan = (shape: Partial<m.Shape>) =>
  m.draw(recipe, m.key(1), { samples: 2, height: 3, width: 3, ...shape });

const batch: m.Batch = {
  images: new Float32Array(54),
  shape: [2, 3, 3, 3],
  labels: Int32Array.of(0, 1),
  classes: 2,
};

/** What each bad batch must say. */
const misfits: readonly (readonly [change: Partial<m.Batch>, message: string])[] = [
  [
    { shape: [2, 3, 9] as unknown as m.ImageShape },
    "the shape of images must be [samples, height, width, channels], current value is [2,3,9]",
  ],
  [
    { shape: [2, 0, 3, 3] },
    "the shape of images must be [samples, height, width, channels], current value is [2,0,3,3]",
  ],
  [{ images: new Float32Array(53) }, "images must hold 54 numbers for shape [2,3,3,3], current value is 53"],
  [{ labels: Int32Array.of(0) }, "there must be 2 labels, current value is 1"],
  [{ labels: Int32Array.of(0, 2) }, "a label must be a class in 0 … 1, current value is 2"],
  [{ labels: Int32Array.of(-1, 0) }, "a label must be a class in 0 … 1, current value is -1"],
  [{ labels: new Float32Array(3) }, "label rows must hold 4 numbers, current value is 3"],
  [{ classes: 0 }, "classes must be an integer >= 1, current value is 0"],
  [
    { pool: { images: new Float32Array(28), labels: Int32Array.of(0) } },
    "a pool must hold images of 27 numbers, current value is 28",
  ],
  [
    { pool: { images: new Float32Array(54), labels: Int32Array.of(0) } },
    "there must be 2 labels, current value is 1",
  ],
  [{ pool: { images: new Float32Array(27), labels: Int32Array.of(0) } }, "a partner must be one of 1 images"],
];

for (const [name, engine] of [["cpu", m.cpu], ["reference", m.reference]] as const) {
  Deno.test(`parts of a batch that do not fit together are refused by the ${name} engine`, () => {
    const swap = m.draw(recipe, m.key(1), { samples: 2, height: 3, width: 3 });
    for (const [change, message] of misfits) {
      const { message: said } = assertThrows(
        () => engine(m.lower(recipe), swap, { ...batch, ...change }),
        RangeError,
        message,
      );
      assertEquals(said.startsWith("Cannot mix a batch"), true, said);
    }
  });

  Deno.test(`a plan for another shape is refused by the ${name} engine`, () => {
    for (const shape of [{ samples: 3 }, { height: 4 }, { width: 2 }]) {
      assertThrows(
        () => engine(m.lower(recipe), plan(shape), batch),
        RangeError,
        "the plan must be drawn for 2 samples of 3×3",
      );
    }
  });

  Deno.test(`a plan of another recipe is refused by the ${name} engine`, () => {
    for (const other of [m.cutmix(), pipe(m.mixup(), m.andThen(m.mixup()))]) {
      assertThrows(() => engine(m.lower(other), plan({}), batch), RangeError, "Cannot mix a batch");
    }
  });
}

Deno.test("an id beyond the pool is refused, whatever the pairing", () => {
  for (const pairing of [m.anyone({ self: 1 }), m.flipped(), m.shuffled()]) {
    const mine = { ...(m.mixup() as m.Mixture), pairing };
    const beyond = { ...batch, ids: [0, 7], pool: { images: batch.images, labels: batch.labels } };
    assertThrows(() => {
      const drawn = m.draw(mine, m.key(1), { samples: 2, height: 3, width: 3, ids: beyond.ids, pool: 2 });
      m.cpu(m.lower(mine), drawn, beyond);
    }, RangeError);
  }
});
