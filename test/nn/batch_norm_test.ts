import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { batchNorm } from "../../src/nn/mod.ts";
import { both, numbers, read, testOn } from "./_backends.ts";

type Shape = [batch: number, height: number, width: number, channels: number];

/** The numbers of each channel lie around its own mean, which is `far` deviations or so from zero. */
function values(shape: Shape, far: number): Float32Array {
  const noise = numbers(shape.reduce((a, b) => a * b), 7);
  return noise.map((value, i) => 0.5 * value + far * (i % shape[3] % 3 - 1));
}

/** What PyTorch's documentation says, in 64-bit floats, for one channel. */
function reference(
  shape: Shape,
  x: Float32Array,
  above: Float32Array,
  c: number,
  scale: number,
  shift: number,
  relu: boolean,
) {
  const [, , , channels] = shape, count = x.length / channels;
  const places = Array.from({ length: count }, (_, i) => i * channels + c);
  const sum = (term: (i: number) => number) => places.reduce((total, i) => total + term(i), 0);
  const mean = sum((i) => x[i]!) / count;
  const variance = sum((i) => (x[i]! - mean) ** 2) / count;
  const root = Math.sqrt(variance + 1e-5);
  const normal = (i: number) => (x[i]! - mean) / root;
  const before = (i: number) => scale * normal(i) + shift;
  const slope = (i: number) => relu && before(i) <= 0 ? 0 : above[i]!;
  const slopes = sum(slope), along = sum((i) => slope(i) * normal(i));
  return {
    mean,
    unbiased: variance * count / (count - 1),
    slopes,
    along,
    output: (i: number) => relu ? Math.max(0, before(i)) : before(i),
    back: (i: number) => scale / root * (slope(i) - (slopes + normal(i) * along) / count),
    /** At a kink the device may round to the other side. */
    kink: (i: number) => relu && Math.abs(before(i)) < 1e-4,
  };
}

interface Case {
  readonly shape: Shape;
  readonly relu: boolean;
  /** Distance of the means from zero. */
  readonly far: number;
}

const cases: readonly Case[] = [
  { shape: [128, 32, 32, 16], relu: true, far: 2 },
  { shape: [128, 16, 16, 16], relu: false, far: 20 },
  { shape: [50, 4, 4, 64], relu: true, far: 2 },
  { shape: [3, 7, 9, 5], relu: true, far: 1 },
  { shape: [2, 1, 1, 8], relu: false, far: 1 },
  { shape: [1, 5, 3, 3], relu: false, far: 1 },
];

for (const { shape, relu, far } of cases) {
  const name = `batchNorm() trains as the formula says at ${shape.join("x")}${relu ? " with ReLU" : ""}`;
  testOn(both, name, async () => {
    const channels = shape[3], count = shape[0] * shape[1] * shape[2];
    const x = values(shape, far), above = numbers(x.length, 9);
    const scales = Float32Array.from({ length: channels }, (_, c) => 0.5 + c / channels);
    const shifts = Float32Array.from({ length: channels }, (_, c) => 0.3 - c / channels);
    const images = tf.tensor4d(x, shape), slopes = tf.tensor4d(above, shape);
    const affine = tf.tensor2d([...scales, ...shifts], [2, channels]);
    const start = tf.tensor2d([...Array(channels).fill(0), ...Array(channels).fill(1)], [2, channels]);
    const running = tf.variable(start, false);
    const train = (x: tf.Tensor, a: tf.Tensor) =>
      batchNorm(x as tf.Tensor4D, a as tf.Tensor2D, running, { training: true, relu });
    const output = await read(train(images, affine));
    const [kept, before] = [await running.data(), await running.data()];
    const [dImages, dAffine] = tf.grads(train)([images, affine], slopes);
    const [back, affineBack] = [await read(dImages!), await read(dAffine!)];
    assert(before !== await running.data(), "the running statistics must change at every training pass");
    const tolerance = 2e-4 * (1 + far);
    for (const c of new Set([0, 1, Math.floor(channels / 2), channels - 1])) {
      const want = reference(shape, x, above, c, scales[c]!, shifts[c]!, relu);
      assertAlmostEquals(kept[c]!, 0.1 * want.mean, tolerance);
      assertAlmostEquals(kept[channels + c]!, 0.9 + 0.1 * want.unbiased, tolerance);
      assertAlmostEquals(affineBack[c]!, want.along, tolerance * Math.sqrt(count));
      assertAlmostEquals(affineBack[channels + c]!, want.slopes, tolerance * Math.sqrt(count));
      for (let row = 0; row < count; row += Math.ceil(count / 20)) {
        const i = row * channels + c;
        assertAlmostEquals(output[i]!, want.output(i), tolerance);
        if (!want.kink(i)) assertAlmostEquals(back[i]!, want.back(i), 10 * tolerance);
      }
    }
    tf.dispose([images, slopes, affine, start, running]);
  });
}

testOn(both, "batchNorm() has the gradient that finite differences have", async () => {
  const shape: Shape = [3, 2, 3, 4];
  const x = values(shape, 1), weights = tf.tensor4d(numbers(x.length, 3), shape);
  const affine = tf.tensor2d(numbers(8, 5), [2, 4]);
  const start = tf.zeros([2, 4]) as tf.Tensor2D, running = tf.variable(start, false);
  const cost = (images: tf.Tensor) =>
    tf.tidy(() =>
      tf.sum(tf.mul(weights, batchNorm(images as tf.Tensor4D, affine, running, { training: true })))
    );
  const at = async (i: number, step: number) => {
    const moved = tf.tensor4d(x.map((value, n) => n === i ? value + step : value), shape);
    const [value] = await read(cost(moved));
    moved.dispose();
    return value!;
  };
  const images = tf.tensor4d(x, shape);
  const slope = await read(tf.grad(cost)(images));
  for (let i = 0; i < x.length; i += 5) {
    assertAlmostEquals(slope[i]!, (await at(i, 1e-2) - await at(i, -1e-2)) / 2e-2, 2e-2);
  }
  tf.dispose([weights, affine, start, running, images]);
});

testOn(both, "batchNorm() outside training uses the running statistics and leaves them alone", async () => {
  const images = tf.tensor4d([1, 10, 3, 20], [1, 2, 1, 2]);
  const affine = tf.tensor2d([[2, 1], [0.5, -1]]), start = tf.tensor2d([[1, 12], [4, 16]]);
  const running = tf.variable(start, false);
  const output = await read(batchNorm(images, affine, running, { training: false }));
  [0.5, -1.5, 2.5, 1].forEach((value, i) => assertAlmostEquals(output[i]!, value, 1e-4));
  const kept = await running.data();
  [1, 12, 4, 16].forEach((value, i) => assertAlmostEquals(kept[i]!, value, 1e-6));
  tf.dispose([images, affine, start, running]);
});

testOn(both, "batchNorm() refuses a batch with one value a channel, and tensors that do not fit", () => {
  const [one, wide] = [tf.zeros([1, 1, 1, 4]) as tf.Tensor4D, tf.zeros([1, 2, 2, 8]) as tf.Tensor4D];
  const affine = tf.zeros([2, 4]) as tf.Tensor2D, running = tf.variable(affine, false);
  const options = { training: true };
  assertThrows(
    () => batchNorm(one, affine, running, options),
    RangeError,
    "Cannot train batchNorm(): a channel",
  );
  assertThrows(() => batchNorm(wide, affine, running, options), RangeError, "must be [2, 8]");
  tf.dispose([one, wide, affine, running]);
});
