import { assertEquals, assertNotEquals } from "@std/assert";
import { pipe } from "fp-ts/function";
import * as m from "../../mod.ts";
import { mixed } from "../laws/batches.ts";

/** A batch of one 2×4 image whose pixels count from 1, and the recipe that shows it through a view. */
function shown(reading: m.Reading): readonly number[] {
  const view: m.View = { name: "fixed view", draw: () => reading };
  const batch: m.Batch = {
    images: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    shape: [1, 2, 4, 1],
    labels: Int32Array.of(0),
    classes: 1,
  };
  return [...mixed(m.withViews(view)(m.vanilla()), m.key(0), batch).images];
}

Deno.test("a view mirrors columns, moves by whole pixels, and is 0 outside the image", () => {
  assertEquals(shown({ dx: 0, dy: 0, mirror: false }), [1, 2, 3, 4, 5, 6, 7, 8]);
  assertEquals(shown({ dx: 0, dy: 0, mirror: true }), [4, 3, 2, 1, 8, 7, 6, 5]);
  assertEquals(shown({ dx: 1, dy: 0, mirror: false }), [2, 3, 4, 0, 6, 7, 8, 0]);
  assertEquals(shown({ dx: 0, dy: -1, mirror: false }), [0, 0, 0, 0, 1, 2, 3, 4]);
  assertEquals(shown({ dx: 1, dy: 1, mirror: true }), [0, 8, 7, 6, 0, 0, 0, 0]);
  assertEquals(shown({ dx: -3, dy: 0, mirror: false }), [0, 0, 0, 1, 0, 0, 0, 5]);
});

Deno.test("a sample that meets itself is mixed with another view of itself, and keeps its label", () => {
  const recipe = pipe(
    m.pair(m.anyone({ self: 1 }), m.cropAndFlip()),
    m.sampleRatios(m.fixed(0.5)),
    m.mask(m.flat()),
    m.merge(m.product()),
    m.mix(),
  );
  const images = Float32Array.from({ length: 8 * 36 }, (_, i) => i + 1);
  const batch: m.Batch = {
    images,
    shape: [8, 6, 6, 1],
    labels: Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1),
    classes: 2,
  };
  const { images: seen, labels } = mixed(recipe, m.key(4), batch);
  assertNotEquals(seen, images);
  assertEquals([...labels], [...batch.labels].flatMap((label) => label === 0 ? [1, 0] : [0, 1]));
  const [{ views }] = m.draw(recipe, m.key(4), { samples: 64, height: 6, width: 6 }).passes as [m.PassPlan];
  const same = Array.from(
    { length: 64 },
    (_, n) => [0, 1, 2].every((i) => views[6 * n + i] === views[6 * n + 3 + i]),
  ).filter(Boolean);
  assertEquals(same.length < 8, true);
});

Deno.test("in a sequence only the first recipe looks through the view", () => {
  const sequence = m.withViews(m.cropAndFlip({ padding: 3, flip: 1 }))(pipe(m.mixup(), m.andThen(m.mixup())));
  const [first, second] = m.draw(sequence, m.key(1), { samples: 9, height: 4, width: 4 }).passes;
  assertEquals(first!.views.some((value) => value !== 0), true);
  assertEquals(second!.views.some((value) => value !== 0), false);
});
