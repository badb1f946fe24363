import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import * as m from "../../mod.ts";
import { mixBatch, type MixEngine } from "../../src/engine/tfjs/mod.ts";
import { noiseBatch } from "../laws/batches.ts";
import { recipeOf } from "../table.ts";
import { webgpuTest } from "./webgpu.ts";

const shape = [4, 8, 8, 3] as const, size = { samples: 4, height: 8, width: 8 };
const batch = noiseBatch(m.key(1), shape), from = m.key(2);

/** A mask that is NaN in some images. */
const wedge = m.defineMask("wedge", {
  draw: (_, ratio, { width }) => ({ part: width === 8 && ratio !== 0.5 ? 0 : 1 }),
  pixel: ({ part }) => m.div(part, part),
});

for (const engine of ["webgpu", "tfjs"] as const) {
  webgpuTest(`a mask that is NaN by its numbers is an error that names it, by ${engine}`, () => {
    assertThrows(
      () => mixBatch(recipeOf(wedge), batch, from, { engine }),
      RangeError,
      "the mask wedge must be in [0, 1], and so must its mean, current value is NaN",
    );
    return Promise.resolve();
  });

  webgpuTest(`a plan of another recipe that draws as many numbers is refused by ${engine}`, () => {
    const plan = m.draw(m.resizemix(), from, size);
    assertThrows(
      () => mixBatch(m.cutmix(), batch, plan, { engine }),
      RangeError,
      "the plan must be drawn from",
    );
    return Promise.resolve();
  });

  webgpuTest(
    `a number in a tensor that is no class makes the rows of NaN that are mixed of it, by ${engine}`,
    async () => {
      for (const wrong of [-1, 3, 0.5]) await assertNaN(wrong, engine);
    },
  );
}

async function assertNaN(wrong: number, engine: MixEngine): Promise<void> {
  const images = tf.tensor4d(batch.images, [...shape]), labels = tf.tensor1d([0, wrong, 2, 1], "float32");
  const recipe = m.withPairing(m.rolled())(m.mixup()), given = { images, labels, classes: 3 };
  const mixed = mixBatch(recipe, given, from, { engine });
  const rows = await mixed.labels.data(),
    sums = [0, 3, 6, 9].map((i) => rows[i]! + rows[i + 1]! + rows[i + 2]!);
  assertEquals(sums.map(Number.isNaN), [true, true, false, false]);
  assertEquals(Math.abs(sums[2]! - 1) < 1e-6, true);
  tf.dispose([images, labels, mixed.images, mixed.labels]);
}
