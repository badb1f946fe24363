import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import * as m from "../../mod.ts";
import { mixBatch, type MixEngine } from "../../src/engine/tfjs/mod.ts";
import { labelRows } from "../../src/batch.ts";
import { noiseBatch } from "../laws/batches.ts";
import { recipeOf } from "../table.ts";
import { webgpuTest } from "./webgpu.ts";

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
  for (
    const [into, message] of [
      [{ images }, "into.images must be apart from what is read and written, current value is images"],
      [{ images: across }, "into.images must be apart from what is read and written, current value is images"],
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
    const asked = { ...(recipe as m.Mixture), blend: { name: "orig", labels: "orig", smoothing: 0 } } as const;
    assertThrows(() => m.cpu(m.lower(asked), m.draw(asked, from, size), batch), RangeError, message);
    using pool = m.cpuPool({ workers: 2 });
    await assertRejects(() => pool.mix(program, plan, batch), RangeError, message);
  });
}

for (const engine of ["webgpu", "tfjs"] as const) {
  webgpuTest(`a mask that is NaN by its numbers is an error that names it, by ${engine}`, () => {
    assertThrows(() => mixBatch(recipeOf(broken["its numbers"]), batch, from, { engine }), RangeError, message);
    return Promise.resolve();
  });

  webgpuTest(`a plan of another recipe that draws as many numbers is refused by ${engine}`, () => {
    const plan = m.draw(m.resizemix(), from, size);
    assertThrows(() => mixBatch(m.cutmix(), batch, plan, { engine }), RangeError, "the plan must be drawn from");
    return Promise.resolve();
  });

  webgpuTest(`a number in a tensor that is no class makes the rows of NaN that are mixed of it, by ${engine}`, async () => {
    for (const wrong of [-1, 3, 0.5]) await assertNaN(wrong, engine);
  });
}

async function assertNaN(wrong: number, engine: MixEngine): Promise<void> {
  const images = tf.tensor4d(batch.images, [...shape]), labels = tf.tensor1d([0, wrong, 2, 1], "float32");
  const recipe = m.withPairing(m.rolled())(m.mixup()), given = { images, labels, classes: 3 };
  const mixed = mixBatch(recipe, given, from, { engine });
  const rows = await mixed.labels.data(), sums = [0, 3, 6, 9].map((i) => rows[i]! + rows[i + 1]! + rows[i + 2]!);
  assertEquals(sums.map(Number.isNaN), [true, true, false, false]);
  assertEquals(Math.abs(sums[2]! - 1) < 1e-6, true);
  tf.dispose([images, labels, mixed.images, mixed.labels]);
}
