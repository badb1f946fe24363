import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { draw, fold, key, miamix, mixup } from "../../mod.ts";
import { mixBatch } from "../../src/engine/tfjs/mod.ts";
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
  const planned = mixBatch(recipe, batch, draw(recipe, from, { samples: 3, height: 5, width: 6 }));
  assertEquals(await planned.images.data(), expected.images);
  assertThrows(
    () => mixBatch(recipe, batch, draw(recipe, from, { samples: 2, height: 5, width: 6 })),
    RangeError,
    "the plan must be drawn for 3 samples of 5×6, current value is 2 of 5×6",
  );
  const tensors = { images, labels: tf.tensor1d([0, 1, 2], "int32"), classes: 3 };
  const ofTensors = mixBatch(mixup(), tensors, from);
  const ofArrays = mixBatch(mixup(), tensors, from, { engine: "tfjs" });
  assertEquals(await ofTensors.images.data(), await ofArrays.images.data());
  for (
    const [engine, message] of [
      [
        "cpu",
        'Cannot mix tensors: the engine must not be "cpu": it takes typed arrays, current value is cpu',
      ],
      ["webgpu", "Cannot mix a batch: the backend must be webgpu, current value is cpu"],
    ] as const
  ) {
    assertThrows(() => mixBatch(mixup(), tensors, from, { engine }), RangeError, message);
  }
});
