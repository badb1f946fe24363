// deno-lint-ignore-file no-explicit-any -- These are programs in JavaScript: nothing is checked before they run.
import * as tf from "@tensorflow/tfjs";
import { pipe } from "fp-ts/function";
import * as tensors from "../../src/engine/tfjs/mod.ts";
import { batch, key, m, recipe, size, type WrongPrograms } from "./programs.ts";

const mixBatch = tensors.mixBatch as any;

/** Against mixBatch(). */
export const mixBatchPrograms: WrongPrograms = {
  "a recipe is not called": [
    () => mixBatch(m.miamix, batch, key),
    "recipe must be a recipe such as miamix()",
  ],
  "a method is a name": [() => mixBatch("miamix", batch, key), "recipe must be a recipe"],
  "a mask is a recipe": [() => mixBatch(m.box(), batch, key), "recipe must be a recipe"],
  "a draft is a recipe": [
    () => mixBatch(pipe(m.pair(m.shuffled()), m.sampleRatios(m.beta())), batch, key),
    "recipe must be a recipe such as miamix(), or what mix() gives, current value is a draft that is only rated",
  ],
  "a key is a number": [() => mixBatch(recipe, batch, 42), "key must be a key such as key(42)"],
  "a key is missing": [() => mixBatch(recipe, batch), "key must be a key such as key(42)"],
  "images and labels are arguments": [
    () => mixBatch(recipe, batch.images, batch.labels),
    "images must be a Float32Array, Uint8Array or Uint8ClampedArray",
  ],
  "a batch is missing": [() => mixBatch(recipe, null, key), "batch must be an object"],
  "images are nested lists": [
    () => mixBatch(recipe, { ...batch, images: [[[[0, 0, 0]]]] }, key),
    "images must be a Float32Array, Uint8Array or Uint8ClampedArray",
  ],
  "images are doubles": [
    () => mixBatch(recipe, { ...batch, images: new Float64Array(384) }, key),
    "images must be a Float32Array, Uint8Array or Uint8ClampedArray, current value is a Float64Array",
  ],
  "images are a tensor of whole numbers": [
    () =>
      mixBatch(recipe, { images: tf.zeros([2, 8, 8, 3], "int32"), labels: batch.labels, classes: 3 }, key),
    "images must be a tensor of float32, as toFloat() gives, current value is int32",
  ],
  "a tensor has its channels first": [
    () => mixBatch(recipe, { images: tf.zeros([2, 3, 32, 32]), labels: batch.labels, classes: 3 }, key),
    "as tf.transpose(images, [0, 2, 3, 1]) gives them, current value is [2,3,32,32]",
  ],
  "an image is no batch": [
    () => mixBatch(recipe, { images: tf.zeros([8, 8, 3]), labels: Int32Array.of(0), classes: 3 }, key),
    "the shape of images must be [samples, height, width, channels], current value is [8,8,3]",
  ],
  "labels of a tensor are too few": [
    () => mixBatch(recipe, { images: tf.zeros([2, 8, 8, 3]), labels: Int32Array.of(0), classes: 3 }, key),
    "there must be 2 labels, current value is 1",
  ],
  "a label beside a tensor is -1": [
    () => mixBatch(recipe, { images: tf.zeros([2, 8, 8, 3]), labels: Int32Array.of(0, -1), classes: 3 }, key),
    "a label must be a class in 0 … 2, current value is -1",
  ],
  "labels are tensors, images are not": [
    () => mixBatch(recipe, { ...batch, labels: tf.tensor1d([0, 1], "int32") }, key),
    "labels must be an Int32Array or Uint8Array of classes, or a Float32Array of rows, current value is a Tensor",
  ],
  "a pool comes with tensors": [
    () =>
      mixBatch(
        recipe,
        { images: tf.zeros([2, 8, 8, 3]), labels: batch.labels, classes: 3, pool: batch },
        key,
      ),
    "a pool must come with images in typed arrays, current value is tensors",
  ],
  "an engine has another name": [
    () => mixBatch(recipe, batch, key, { engine: "gpu" }),
    "engine must be one of webgpu, cpu, tfjs, current value is gpu",
  ],
  "an option is misspelt": [
    () => mixBatch(recipe, batch, key, { normalise: { mean: [0, 0, 0], std: [1, 1, 1] } }),
    "names in options must be of details, engine, normalize, learned, current value is normalise",
  ],
  "options are null": [
    () => mixBatch(recipe, batch, key, null),
    "options must be an object, current value is null",
  ],
  "a deviation is missing": [
    () => mixBatch(recipe, batch, key, { normalize: { mean: [0, 0, 0] } }),
    "std must be 3 finite numbers, one for every channel, current value is undefined",
  ],
  "a mean is one number": [
    () => mixBatch(recipe, batch, key, { normalize: { mean: 0.5, std: 0.5 } }),
    "mean must be 3 finite numbers, one for every channel, current value is 0.5",
  ],
  "a plan is of another recipe": [
    () => mixBatch(recipe, batch, m.draw(m.resizemix(), key, size)),
    "the plan must be drawn from the recipe of the program",
  ],
};
