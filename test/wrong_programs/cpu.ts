import { batch, cpuWith, key, m, mixed, recipe, size, type WrongPrograms } from "./programs.ts";

/** Against cpu(), and what it is given. */
export const cpuPrograms: WrongPrograms = {
  "a function is lowered": [
    () => m.cpu(m.lower(m.cutmix), m.draw(recipe, key, size), batch),
    "Cannot lower a recipe: recipe must be a recipe such as miamix()",
  ],
  "workers are called threads": [
    () => m.cpuPool({ threads: 4 }),
    "names in options must be of workers, current value is threads",
  ],
  "learned rasters are a list": [
    () => m.fillPlan(m.draw(m.automix(), key, size), [[0.5]]),
    "in a Float32Array, current value is [0.5]",
  ],
  "a recipe is a program": [
    () => m.cpu(recipe, m.draw(recipe, key, size), batch),
    "program must be what lower() gives",
  ],
  "a key is a plan": [() => m.cpu(m.lower(recipe), key, batch), "plan must be what draw() gives"],
  "a batch and a plan are swapped": [
    () => m.cpu(m.lower(recipe), batch, m.draw(recipe, key, size)),
    "images must be a Float32Array, Uint8Array or Uint8ClampedArray, current value is undefined",
  ],
  "images are 16-bit": [
    () => cpuWith({ images: new Int16Array(384) }),
    "images must be a Float32Array, Uint8Array or Uint8ClampedArray, current value is an Int16Array",
  ],
  "labels are a list": [
    () => cpuWith({ labels: [0, 1] }),
    "labels must be an Int32Array or Uint8Array of classes, or a Float32Array of rows, current value is [0,1]",
  ],
  "labels are 64-bit": [
    () => cpuWith({ labels: BigInt64Array.of(0n, 1n) }),
    "or a Float32Array of rows, current value is a BigInt64Array",
  ],
  "rows are whole numbers": [
    () => cpuWith({ labels: Int32Array.of(1, 0, 0, 0, 1, 0) }),
    "or a Float32Array of rows; these are as many as 2 rows of 3, current value is an Int32Array",
  ],
  "classes are floats": [
    () => cpuWith({ labels: Float32Array.of(0, 1) }),
    "or a Float32Array of rows; these are as many as 2 classes, current value is a Float32Array",
  ],
  "rows hold NaN": [
    () => cpuWith({ labels: Float32Array.of(1, 0, 0, 0, NaN, 0) }),
    "label rows must hold finite numbers, current value is NaN",
  ],
  "classes are not counted": [
    () => cpuWith({ classes: undefined }),
    "classes must be an integer >= 1, current value is undefined",
  ],
  "a shape is missing, to mix": [
    () => cpuWith({ shape: undefined }),
    "the shape of images must be [samples, height, width, channels], current value is undefined",
  ],
  "a side is negative": [
    () => cpuWith({ shape: [2, -8, -8, 3] }),
    "the shape of images must be [samples, height, width, channels], current value is [2,-8,-8,3]",
  ],
  "channels come first": [
    () => mixed(recipe, { ...batch, images: new Float32Array(6144), shape: [2, 3, 32, 32] }),
    "with the channels last, as tf.transpose(images, [0, 2, 3, 1]) gives them, current value is [2,3,32,32]",
  ],
  "images are written over": [
    () => cpuWith({}, { into: { images: batch.images } }),
    "into.images must be apart from what is read and written, current value is images",
  ],
  "an option is misspelt, to mix": [
    () => cpuWith({}, { out: new Float32Array(384) }),
    "names in options must be of normalize, into, masks, current value is out",
  ],
  "a pool is of another kind": [
    () => cpuWith({ pool: { images: new Uint8Array(384), labels: batch.labels } }),
    "images must be a Float32Array as those of the batch, current value is a Uint8Array",
  ],
};
