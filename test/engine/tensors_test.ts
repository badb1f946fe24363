import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  type Batch,
  beta,
  box,
  choose,
  cpu,
  cutmix,
  defineMask,
  draw,
  fold,
  grid,
  key,
  lower,
  miamix,
  mixup,
  type Recipe,
  unmixed,
} from "../../mod.ts";
import { demandHealthyDevice, mixBatch, type TensorBatch } from "../../src/engine/tfjs/mod.ts";
import { labelRows, planShape } from "../../src/batch.ts";
import { mixed, noiseBatch } from "../laws/batches.ts";
import { recipeOf, recipes } from "../table.ts";
import { webgpuTest } from "./webgpu.ts";
import { webgpuEngine } from "./webgpu_engine.ts";

const shape = [4, 6, 5, 3] as const;
const batch: Batch = noiseBatch(key(1), shape);
const from = key(3);

/** Labels of a batch as tensors, in every form that training code has them. */
const forms: Readonly<Record<string, () => TensorBatch["labels"]>> = {
  "classes": () => tf.tensor1d([...batch.labels], "int32"),
  "classes as floats": () => tf.tensor1d([...batch.labels], "float32"),
  "rows of floats": () => tf.tensor2d(labelRows(batch.labels, 3), [4, 3]),
  "rows that tf.oneHot made": () => tf.oneHot(tf.tensor1d([...batch.labels], "int32"), 3) as tf.Tensor2D,
  "rows that tf.oneHot made, as floats": () =>
    tf.oneHot(tf.tensor1d([...batch.labels], "int32"), 3).toFloat() as tf.Tensor2D,
  "classes in an array": () => batch.labels,
  "rows in an array": () => labelRows(batch.labels, 3),
};

async function assertMixes(recipe: Recipe, images: tf.Tensor4D, labels: TensorBatch["labels"]) {
  const given = { images, labels, classes: 3 };
  const actual = mixBatch(recipe, given, from);
  const expected = mixed(recipe, from, batch);
  for (
    const [tensor, values] of [[actual.images, expected.images], [actual.labels, expected.labels]] as const
  ) {
    const read = await tensor.data();
    assertEquals(read.length, values.length);
    for (const [i, value] of values.entries()) assertAlmostEquals(read[i]!, value, 1e-5);
  }
}

for (const [name, labels] of Object.entries(forms)) {
  webgpuTest(`tensors are mixed on the device and left as they are: labels are ${name}`, async () => {
    const images = tf.tensor4d(batch.images, [...shape]), rows = labels();
    await assertMixes(cutmix(), images, rows);
    demandHealthyDevice();
    assertEquals(await images.data(), batch.images);
    assertEquals(images.isDisposed, false);
    assertEquals("isDisposed" in rows && rows.isDisposed, false);
  });
}

webgpuTest("images that the device made are mixed like uploaded ones", async () => {
  const images = tf.tensor4d(batch.images, [...shape]).mul(1) as tf.Tensor4D;
  await assertMixes(mixup(), images, tf.tensor2d(labelRows(batch.labels, 3), [4, 3]));
  demandHealthyDevice();
});

webgpuTest("masks that differ in nothing but which of their numbers they read are told apart", async () => {
  const drawn = () => ({ first: 0.25, second: 0.75 });
  const masks = [
    defineMask("the first", { draw: drawn, pixel: ({ first }) => first }),
    defineMask("the second", { draw: drawn, pixel: ({ second }) => second }),
  ];
  for (const one of masks) {
    await assertMixes(recipeOf(one), tf.tensor4d(batch.images, [...shape]), forms["classes"]!());
  }
});

webgpuTest("mixing leaks no tensor: two come out, and two more where details are asked for", () => {
  for (const { name, build } of recipes) {
    const recipe = build();
    const before = tf.memory().numTensors;
    const { images, labels, details } = mixBatch(recipe, batch, from, { details: true });
    assertEquals(tf.memory().numTensors, before + 4, name);
    tf.dispose([images, labels, details!.lambda, details!.masks]);
    const plain = mixBatch(recipe, batch, from);
    assertEquals([tf.memory().numTensors, plain.details], [before + 2, undefined], name);
    tf.dispose([plain.images, plain.labels]);
  }
  demandHealthyDevice();
  return Promise.resolve();
});

webgpuTest("a hundred steps of training data leave as many tensors as they found", () => {
  const recipe = miamix(), before = tf.memory().numTensors;
  for (let step = 0; step < 100; step++) {
    const { images, labels } = mixBatch(recipe, batch, fold(from, step));
    tf.dispose([images, labels]);
  }
  assertEquals(tf.memory().numTensors, before);
  return Promise.resolve();
});

webgpuTest("mixBatch() gives the masks, label weights and partners of the plan", async () => {
  const { images, labels, lambda, masks, partner } = await webgpuEngine.mix(cutmix(), from, batch);
  const expected = mixed(cutmix(), from, batch);
  assertEquals([masks, partner], [expected.masks, expected.partner]);
  for (const [n, weight] of lambda.entries()) assertAlmostEquals(weight, expected.lambda[n]!, 1e-6);
  assertEquals([images.length, labels.length], [expected.images.length, expected.labels.length]);
});

webgpuTest("tensors that do not fit together are refused before the device sees them", () => {
  const images = tf.zeros([4, 6, 5, 3]) as tf.Tensor4D, labels = tf.tensor1d([0, 1, 2, 0], "int32");
  for (
    const [given, message] of [
      [
        { images: tf.zeros([4, 6, 5]) as unknown as tf.Tensor4D, labels },
        "images must be [samples, height, width, channels], current value is [4,6,5]",
      ],
      [
        { images, labels: tf.tensor1d([0, 1], "int32") },
        "labels must be [4] or [4, 3], current value is [2]",
      ],
      [
        { images, labels: tf.zeros([4, 2]) as tf.Tensor2D },
        "labels must be [4] or [4, 3], current value is [4,2]",
      ],
      [{ images, labels, ids: [1] }, "there must be 4 ids, current value is 1"],
    ] as const
  ) {
    assertThrows(() => mixBatch(mixup(), { ...given, classes: 3 }, from), RangeError, message);
  }
  return Promise.resolve();
});

/** Mixes every sample with itself, so that an id beyond the pool is a partner beyond it. */
const itself: Recipe = { ...unmixed(), ratios: beta() };

webgpuTest("typed arrays that do not fit together are refused like on the host", () => {
  for (
    const [change, message] of [
      [{ labels: Int32Array.of(0) }, "there must be 4 labels, current value is 1"],
      [{ images: new Float32Array(5) }, "images must hold 360 numbers"],
      [
        { ids: [0, 1, 2, 9], pool: noiseBatch(key(2), shape) },
        "Cannot ",
      ],
    ] as const
  ) {
    assertThrows(() => mixBatch(itself, { ...batch, ...change }, from), RangeError, message);
  }
  return Promise.resolve();
});

for (const size of [[7, 9], [7, 8]] as const) {
  webgpuTest(
    `the device reads bytes of ${size}, and normalises what it mixed: as the host does, for every recipe`,
    async (t) => {
      const shape = [5, ...size, 3] as const, normalize = { mean: [0.4, 0.5, 0.6], std: [0.2, 0.25, 0.3] };
      const bytesOf = ({ images, labels }: Batch) => ({
        images: Uint8Array.from(images, (value) => Math.floor(256 * value)),
        labels,
      });
      const batch = { ...bytesOf(noiseBatch(key(8), shape)), shape, classes: 3 };
      const pool = bytesOf(noiseBatch(key(9), [11, ...size, 3]));
      for (const { name, build } of recipes) {
        await t.step(name, async () => {
          const recipe = build();
          for (const given of [batch, { ...batch, pool, ids: [10, 0, 3, 7, 5] }]) {
            const onDevice = mixBatch(recipe, given, from, { normalize });
            const onHost = cpu(lower(recipe), draw(recipe, from, planShape(given)), given, { normalize });
            const images = await onDevice.images.data();
            tf.dispose([onDevice.images, onDevice.labels]);
            demandHealthyDevice();
            const far = images.filter((value, i) => !(Math.abs(value - onHost.images[i]!) <= 2e-5)).length;
            assertEquals([images.length, far], [onHost.images.length, 0]);
          }
        });
      }
    },
  );
}

webgpuTest(
  "500 batches leave as many tensors, and as much memory of the device in use, as they found",
  async () => {
    const images = tf.tensor4d(batch.images, [...shape]), labels = tf.tensor1d([...batch.labels], "int32");
    const bytes = { ...batch, images: Uint8Array.from(batch.images, (value) => 255 * value) };
    const built = recipes.map(({ build }) => build());
    const mixOnce = async (step: number) => {
      const asTensors = step % 10 === 0;
      const given = asTensors ? { images, labels, classes: 3 } : step % 2 === 0 ? batch : bytes;
      const recipe = asTensors ? miamix() : built[step % built.length]!;
      const mixed = mixBatch(recipe, given, fold(from, step), { details: step % 4 === 0 });
      if (step % 50 === 0) await mixed.labels.data();
      tf.dispose([mixed.images, mixed.labels]);
      if (mixed.details !== undefined) tf.dispose([mixed.details.lambda, mixed.details.masks]);
    };
    const used = async () => {
      const more = tf.add(images, 1);
      await more.data();
      more.dispose();
      const { numTensors, ...memory } = tf.memory();
      return [numTensors, (memory as unknown as { numBytesInGPU: number }).numBytesInGPU];
    };
    await mixOnce(0);
    const before = await used();
    for (let step = 1; step <= 500; step++) await mixOnce(step);
    assertEquals(await used(), before);
    demandHealthyDevice();
  },
);

const allocated = () => (tf.memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;

/** Mixes batches of a recipe, and gives how much memory of the device is allocated then. */
async function allocatedAfter(recipe: Recipe, from: number, to: number): Promise<number> {
  const images: tf.Tensor4D = tf.zeros([32, 32, 32, 1]), labels: tf.Tensor2D = tf.zeros([32, 3]);
  for (let step = from; step < to; step++) {
    const mixed = mixBatch(recipe, { images, labels, classes: 3 }, fold(key(1), step));
    if (step % 10 === 0) await mixed.labels.data();
    tf.dispose([mixed.images, mixed.labels]);
  }
  tf.dispose([images, labels]);
  return allocated();
}

webgpuTest(
  "batches whose masks need more memory or less do not take ever more memory of the device",
  async () => {
    const recipe = miamix(), few = await allocatedAfter(recipe, 0, 60);
    const many = await allocatedAfter(recipe, 60, 360);
    assertEquals(many <= 1.5 * few, true, `${few} bytes after 60 batches, ${many} after 360`);
  },
);

webgpuTest("nor do batches of more rasters that are given, or fewer", async () => {
  const recipe = recipeOf(choose([1, grid({ variant: "cells" })], [1, box()])), before = allocated();
  const few = await allocatedAfter(recipe, 0, 100) - before;
  const many = await allocatedAfter(recipe, 100, 1500) - before;
  assertEquals(many <= 1.2 * few, true, `${few} bytes after 100 batches, ${many} after 1500`);
});
