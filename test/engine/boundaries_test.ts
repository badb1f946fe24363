import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as m from "../../mod.ts";
import { labelRows } from "../../src/batch.ts";
import { noiseBatch } from "../laws/batches.ts";
import { recipeOf } from "../table.ts";

const shape = [4, 8, 8, 3] as const, size = { samples: 4, height: 8, width: 8 };
const batch = noiseBatch(m.key(1), shape), from = m.key(2);

Deno.test("what is written to must be apart from what is read, also in views of one memory", () => {
  const recipe = m.cutmix(), plan = m.draw(recipe, from, size), numbers = batch.images.length;
  const memory = new ArrayBuffer(8 * numbers + 4);
  const images = new Float32Array(memory, 0, numbers), next = new Float32Array(memory, 4 * numbers, numbers);
  const across = new Float32Array(memory, 4 * numbers - 4, numbers);
  images.set(batch.images);
  const labels = labelRows(batch.labels, 3), weights = new Float32Array(4);
  const given = { ...batch, images, labels, pool: { images: batch.images, labels: labels.slice() } };
  const mix = (into: m.HostOptions["into"]) => m.cpu(m.lower(recipe), plan, given, { into });
  assertEquals(mix({ images: next }).images, m.cpu(m.lower(recipe), plan, given).images);
  const later = { ...batch, images: across };
  assertThrows(
    () => m.cpu(m.lower(recipe), plan, later, { into: { images } }),
    RangeError,
    "into.images must be apart from what is read and written, current value is images",
  );
  for (
    const [into, message] of [
      [{ images }, "into.images must be apart from what is read and written, current value is images"],
      [
        { images: across },
        "into.images must be apart from what is read and written, current value is images",
      ],
      [{ images: given.pool.images }, "current value is pool.images"],
      [{ labels }, "into.labels must be apart from what is read and written, current value is labels"],
      [{ labels: given.pool.labels }, "current value is pool.labels"],
      [{ lambda: weights, labels: new Float32Array(weights.buffer, 0, 4) }, "current value is into.lambda"],
    ] as const
  ) {
    assertThrows(() => mix(into), RangeError, message);
  }
});

Deno.test("what is written to must be apart from what is read, for workers too", async () => {
  using pool = m.cpuPool({ workers: 2 });
  const recipe = m.cutmix(), images = new Float32Array(new SharedArrayBuffer(4 * batch.images.length));
  await assertRejects(
    () => pool.mix(m.lower(recipe), m.draw(recipe, from, size), { ...batch, images }, { into: { images } }),
    RangeError,
    "into.images must be apart from what is read and written, current value is images",
  );
});

/** Masks that are NaN in some images, of no number and of a point. */
const broken = {
  "its numbers": m.defineMask("wedge", {
    draw: (_, ratio, { width }) => ({ part: width === 8 && ratio !== 0.5 ? 0 : 1 }),
    pixel: ({ part }) => m.div(part, part),
  }),
  "the point": m.defineMask("wedge", {
    draw: (_, ratio, { width }) => ({ share: 1 - ratio, part: width === 8 && ratio !== 0.5 ? 0 : 1 }),
    pixel: ({ share, part }, { x }) => m.mul(share, m.div(m.mul(part, x), m.mul(part, x))),
  }),
};
const message = "the mask wedge must be in [0, 1], and so must its mean, current value is NaN";

for (const [of, mask] of Object.entries(broken)) {
  const recipe = recipeOf(mask), program = m.lower(recipe), plan = m.draw(recipe, from, size);

  Deno.test(`a mask that is NaN by ${of} is an error that names it, on the host`, async () => {
    assertThrows(() => m.cpu(program, plan, batch), RangeError, message);
    assertThrows(() => m.reference(program, plan, batch), RangeError, message);
    const asked = {
      ...(recipe as m.Mixture),
      blend: { name: "orig", labels: "orig", smoothing: 0 },
    } as const;
    assertThrows(() => m.cpu(m.lower(asked), m.draw(asked, from, size), batch), RangeError, message);
    using pool = m.cpuPool({ workers: 2 });
    await assertRejects(() => pool.mix(program, plan, batch), RangeError, message);
  });
}
