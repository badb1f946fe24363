import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { andThen, key, mixup, saliencymix, spectralResidual } from "../../mod.ts";
import { mixBatch } from "../../src/engine/tfjs/mod.ts";
import { mixed, noiseBatch } from "../laws/batches.ts";
import { webgpuTest } from "./webgpu.ts";

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

webgpuTest("finding peaks leaves nothing behind on the device", async () => {
  const mix = async () => {
    const { images, labels } = mixBatch(saliencymix(), batch, key(3));
    await images.data();
    tf.dispose([images, labels]);
  };
  await mix();
  const before = tf.memory().numTensors;
  await mix();
  assertEquals(tf.memory().numTensors, before);
});
