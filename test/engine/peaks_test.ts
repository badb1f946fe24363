import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  andThen,
  augmix,
  contrast,
  cropAndFlip,
  key,
  mixup,
  saliencymix,
  spectralResidual,
  withViews,
} from "../../mod.ts";
import { mixBatch } from "../../src/engine/tfjs/mod.ts";
import { mixed, noiseBatch } from "../laws/batches.ts";
import { recipes } from "../table.ts";
import { assertAgrees } from "./conformance.ts";
import { webgpuTest } from "./webgpu.ts";
import { webgpuEngine } from "./webgpu_engine.ts";

const batch = noiseBatch(key(1), [3, 12, 9, 3]);

webgpuTest("what only the host can look for is found in typed arrays, and refused in tensors", async () => {
  const recipe = saliencymix({ saliency: spectralResidual() });
  const { images, labels } = mixBatch(recipe, batch, key(2));
  assertEquals(await images.data(), mixed(recipe, key(2), batch).images);
  const tensors = { images, labels, classes: 3 };
  for (
    const sequence of [
      () => mixBatch(recipe, tensors, key(2)),
      () => mixBatch(andThen(recipe)(mixup()), batch, key(2)),
    ]
  ) {
    assertThrows(
      sequence,
      RangeError,
      "Cannot find a peak on the device: the saliency must be contrast(); for others give typed arrays",
    );
  }
  tf.dispose([images, labels]);
});

webgpuTest("looking at images, moving and retouching them leaves nothing behind on the device", async () => {
  for (
    const { name, build } of recipes.filter(({ name }) =>
      /^(augmix|resizemix|saliencymix|retouched.*)$/.test(name)
    )
  ) {
    const mix = async () => {
      const { images, labels } = mixBatch(build(), batch, key(3));
      await images.data();
      tf.dispose([images, labels]);
    };
    await mix();
    const before = tf.memory().numTensors;
    await mix();
    assertEquals(tf.memory().numTensors, before, name);
  }
});

for (const shape of [[5, 37, 53, 1], [3, 50, 64, 4], [2, 130, 7, 3]] as const) {
  webgpuTest(
    `the device finds the host's peaks at ${shape.join("×")}, and the first of equal ones`,
    async () => {
      const noise = noiseBatch(key(5), shape), [, , width, channels] = shape;
      const striped = noise.images.map((_, i) => {
        const pixel = Math.floor(i / channels), x = pixel % width, y = Math.floor(pixel / width);
        return (x % 20 === 3 || x % 20 === 4) && y % 20 === 9 ? 1 : 0;
      });
      for (const images of [noise.images, striped]) {
        for (const scale of ["one", "each"] as const) {
          for (const reaches of [[12, 24, 28, 48, 56, 112], [1, 2, 3, 5, 7, 13, 42], [9]]) {
            const recipe = saliencymix({ saliency: contrast({ reaches, scale }) });
            for (const build of [() => recipe, () => withViews(cropAndFlip())(recipe)]) {
              const name = `saliencymix of ${scale} ${reaches}`;
              await assertAgrees(webgpuEngine, { name, build }, key(6), { ...noise, images });
            }
          }
        }
      }
    },
  );
}

webgpuTest(
  "large images are looked at and retouched on the device as on the host",
  async () => {
    // Rounding may move a byte by one.
    const images = Float32Array.from({ length: 300 * 300 }, (_, i) => i * i % 256 / 255);
    const large = { images, shape: [1, 300, 300, 1], labels: Int32Array.of(0), classes: 1 } as const;
    for (const recipe of [saliencymix(), augmix({ depth: 2 })]) {
      const made = mixBatch(recipe, large, key(2)), values = await made.images.data();
      const expected = mixed(recipe, key(2), large).images;
      const off = values.map((value, i) => Math.abs(value - expected[i]!));
      const differing = off.filter((distance) => distance > 1e-5).length;
      assertEquals(differing <= 2e-3 * off.length, true, `${differing} of ${off.length} numbers differ`);
      assertEquals(off.every((distance) => distance < 2 / 255), true);
      tf.dispose([made.images, made.labels]);
    }
  },
);

webgpuTest("images too large for the device's loops are refused", () => {
  const images = new Float32Array(1025 * 1024);
  const huge = { images, shape: [1, 1025, 1024, 1], labels: Int32Array.of(0), classes: 1 } as const;
  assertThrows(
    () => mixBatch(saliencymix(), huge, key(2)),
    RangeError,
    "images must have at most 1048576 pixels",
  );
  assertThrows(() => mixBatch(augmix(), huge, key(2)), RangeError, "they must have at most 524288 pixels");
  const long = { ...huge, images: images.subarray(0, 4097), shape: [1, 4097, 1, 1] } as const;
  assertThrows(
    () => mixBatch(saliencymix(), long, key(2)),
    RangeError,
    "sides of images must be at most 4096",
  );
  assertThrows(() => mixBatch(augmix(), long, key(2)), RangeError, "their sides must be at most 4096");
  return Promise.resolve();
});
