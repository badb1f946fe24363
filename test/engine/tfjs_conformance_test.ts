import "@tensorflow/tfjs-backend-wasm";
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { augmix, type Batch, fold, key, type Recipe, saliencymix } from "../../mod.ts";
import { mixBatch, type TensorBatch } from "../../src/engine/tfjs/mod.ts";
import { noiseBatch } from "../laws/batches.ts";
import { recipes } from "../table.ts";
import { conformance, type Engine } from "./conformance.ts";

/** A test on the wasm backend, which other tests of this file's process leave alone. */
function wasmTest(name: string, fn: (t: Deno.TestContext) => Promise<void>): void {
  Deno.test(name, async (t) => {
    tf.enableProdMode();
    assertEquals(await tf.setBackend("wasm"), true);
    await fn(t);
  });
}

/** The ops of tfjs on wasm, read back. */
const ops: Engine = {
  name: "tfjs",
  async mix(recipe, from, batch) {
    const { images, labels, partner, details } = mixBatch(recipe, batch, from, {
      details: true,
      engine: "tfjs",
    });
    const tensors = [images, labels, details!.lambda, details!.masks];
    const [x, y, lambda, masks] = await Promise.all(tensors.map((tensor) => tensor.data()));
    tf.dispose(tensors);
    const floats = (values: ArrayLike<number> | undefined) => Float32Array.from(values!);
    return { images: floats(x), labels: floats(y), lambda: floats(lambda), masks: floats(masks), partner };
  },
  tied: 2e-4,
  refuses: [
    "a salient box of what was mixed",
    "augmix",
    "through views, retouched",
    "retouched, then looked at, moved or left alone",
  ],
};

conformance(ops, wasmTest);

wasmTest("points that are to be found in what was mixed, or in tensors, are refused", () => {
  const batch = noiseBatch(key(1), [2, 4, 5, 3]), images = tf.tensor4d(batch.images, [...batch.shape]);
  const refuse = (recipe: Recipe, given: Batch | TensorBatch) =>
    assertThrows(
      () => mixBatch(recipe, given, key(2), { engine: "tfjs" }),
      RangeError,
      "Cannot find a peak by tfjs ops: images must be typed arrays, and in a sequence what looks at them must come first",
    );
  refuse(recipes.find(({ name }) => name === ops.refuses![0])!.build(), batch);
  refuse(saliencymix(), { images, labels: tf.tensor1d([0, 1], "int32"), classes: 3 });
  return Promise.resolve();
});

wasmTest("images that are to be retouched are refused", () => {
  const batch = noiseBatch(key(1), [2, 4, 5, 3]);
  assertThrows(
    () => mixBatch(augmix(), batch, key(2), { engine: "tfjs" }),
    RangeError,
    'Cannot retouch images by tfjs ops: the engine must be "webgpu", or "cpu" for typed arrays',
  );
  return Promise.resolve();
});

wasmTest("500 batches of every engine and of bytes leave as many tensors as they found", () => {
  const floats = noiseBatch(key(1), [2, 4, 5, 3]);
  const bytes = { ...floats, images: Uint8Array.from(floats.images, (value) => 255 * value) };
  const before = tf.memory();
  for (let step = 0; step < 500; step++) {
    const { name, build } = recipes[step % recipes.length]!;
    const engine = step % 3 === 0 && !ops.refuses!.includes(name) ? "tfjs" : undefined;
    const { images, labels, details } = mixBatch(
      build(),
      step % 5 === 0 ? bytes : floats,
      fold(key(2), step),
      {
        engine,
        details: step % 2 === 0,
      },
    );
    tf.dispose([images, labels]);
    if (details !== undefined) tf.dispose([details.lambda, details.masks]);
  }
  assertEquals([tf.memory().numTensors, tf.memory().numBytes], [before.numTensors, before.numBytes]);
  return Promise.resolve();
});
