import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { fold, key, miamix, mixup } from "../../mod.ts";
import { mixBatch } from "../../src/engine/webgpu/mod.ts";
import { mixed, noiseBatch } from "../laws/batches.ts";

Deno.test("on a backend that is not WebGPU a batch of typed arrays is mixed on the host and uploaded", async () => {
  tf.enableProdMode();
  assertEquals(await tf.setBackend("cpu"), true);
  const batch = noiseBatch(key(1), [3, 5, 6, 3]), from = fold(key(2), 1), recipe = miamix();
  const { images, labels, partner, details } = mixBatch(recipe, batch, from, { details: true });
  const expected = mixed(recipe, from, batch);
  assertEquals([images.shape, labels.shape], [[3, 5, 6, 3], [3, 3]]);
  assertEquals(await images.data(), expected.images);
  assertEquals(await labels.data(), expected.labels);
  assertEquals(await details!.lambda.data(), expected.lambda);
  assertEquals(await details!.masks.data(), expected.masks);
  assertEquals(partner, expected.partner);
  const tensors = { images, labels: tf.tensor1d([0, 1, 2], "int32"), classes: 3 };
  assertThrows(
    () => mixBatch(mixup(), tensors, from),
    RangeError,
    "Cannot mix tensors: the backend must be webgpu; on others, give typed arrays, current value is cpu",
  );
});
