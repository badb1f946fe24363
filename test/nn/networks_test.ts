import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { key } from "../../src/random/mod.ts";
import { describeNetwork, type Network, network, networks, readWeights } from "../../src/nn/mod.ts";
import { softCrossEntropy } from "../../src/train/loss.ts";
import { sgd } from "../../src/train/sgd.ts";
import { both, numbers, read, testOn } from "./_backends.ts";
import { known } from "./_table.ts";

const options = {
  size: [16, 16],
  channels: 3,
  classes: 10,
  mean: [0.5, 0.4, 0.3],
  std: [0.25, 0.2, 0.3],
} as const;

const count = ({ variables }: Network) => variables.reduce((sum, { size }) => sum + size, 0);

Deno.test("every network is in the table of the tests", () => {
  assertEquals(Object.keys(networks).sort(), Object.keys(known).sort());
});

for (const [name, { parameters, megaMultiplications }] of Object.entries(known)) {
  testOn(["wasm"], `${name} has the parameters and costs that the reference says`, () => {
    for (const [classes, expected] of Object.entries(parameters)) {
      const built = network(name, { ...options, size: [32, 32], classes: Number(classes) }, key(1));
      assertEquals(count(built), expected);
      assertEquals(built.layers.reduce((sum, layer) => sum + layer.parameters, 0), expected);
      const cost = built.layers.reduce((sum, { multiplications }) => sum + multiplications, 0) / 1e6;
      assert(Math.abs(cost / megaMultiplications - 1) < 0.015, `${cost} million multiplications`);
      const text = describeNetwork(built);
      assert(text.includes(expected.toLocaleString("en")), text);
      built.dispose();
    }
  });
}

for (const [name, { learnsOn }] of Object.entries(known)) {
  testOn(learnsOn, `${name} has the same weights for the same key, and others for another`, async () => {
    const weights = async (seed: number) => {
      const built = network(name, options, key(seed));
      const values = await Promise.all(built.variables.map((variable) => variable.data()));
      built.dispose();
      return values.map((value) => [...value]);
    };
    const first = await weights(1);
    assertEquals(await weights(1), first);
    assertNotEquals(await weights(2), first);
  });

  testOn(learnsOn, `${name} learns a toy problem, and leaves no tensors behind`, async () => {
    const built = network(name, options, key(3));
    const optimizer = sgd();
    const batch = 24, side = 16 * 16 * 3;
    const classes = Array.from({ length: batch }, (_, n) => n % 3);
    const pixels = numbers(batch * side, 5).map((value, i) =>
      0.5 + 0.1 * value + (i % 3 === classes[Math.floor(i / side)] ? 0.3 : 0)
    );
    const images = tf.tensor4d(pixels, [batch, 16, 16, 3]);
    const labels = tf.tidy(() => tf.oneHot(classes, 10).toFloat() as tf.Tensor2D);
    const losses: number[] = [], tensors: number[] = [];
    for (let step = 0; step < 12; step++) {
      const { value, grads } = tf.variableGrads(
        () => softCrossEntropy(labels, built.apply(images, { training: true })),
        [...built.variables],
      );
      optimizer.step(built.variables, grads, 0.05);
      tf.dispose(grads);
      losses.push((await read(value))[0]!);
      tensors.push(tf.memory().numTensors);
    }
    assert(losses.at(-1)! < 0.5 * losses[0]!, `loss fell from ${losses[0]} to ${losses.at(-1)} only`);
    assertEquals(new Set(tensors.slice(1)).size, 1, `tensors: ${tensors}`);
    const logits = built.apply(images, { training: false });
    assertEquals(logits.shape, [batch, 10]);
    tf.dispose([logits, images, labels]);
    optimizer.dispose();
    built.dispose();
  });

  testOn(learnsOn, `${name} has the gradient that a finite difference along it has`, async () => {
    const built = network(name, options, key(4));
    const images = tf.tensor4d(numbers(8 * 16 * 16 * 3, 5).map((v) => 0.5 + 0.5 * v), [8, 16, 16, 3]);
    const labels = tf.tidy(() => tf.softmax(tf.tensor2d(numbers(80, 6), [8, 10])) as tf.Tensor2D);
    const cost = () => softCrossEntropy(labels, built.apply(images, { training: true }));
    const { value, grads } = tf.variableGrads(cost, [...built.variables]);
    value.dispose();
    const slopes = await Promise.all(Object.values(grads).map((slope) => slope.data<"float32">()));
    const squared = slopes.reduce((sum, slope) => slope.reduce((sum, value) => sum + value * value, sum), 0);
    const at = async (step: number) => {
      const move = (by: number) =>
        built.variables.forEach((variable) =>
          tf.tidy(() => variable.assign(tf.add(variable, tf.mul(grads[variable.name]!, by))))
        );
      move(step);
      const [loss] = await read(tf.tidy(cost));
      move(-step);
      return loss!;
    };
    const step = 4e-3 / Math.sqrt(squared);
    const difference = (await at(step) - await at(-step)) / (2 * step);
    assert(Math.abs(difference / squared - 1) < 0.03, `${difference} where the gradient says ${squared}`);
    tf.dispose(grads);
    tf.dispose([images, labels]);
    built.dispose();
  });

  testOn(learnsOn, `${name} frozen has the gradient to its images that a finite difference has`, async () => {
    const built = network(name, options, key(4));
    const images = tf.tensor4d(numbers(8 * 16 * 16 * 3, 5).map((v) => 0.5 + 0.5 * v), [8, 16, 16, 3]);
    const labels = tf.tidy(() => tf.softmax(tf.tensor2d(numbers(80, 6), [8, 10])) as tf.Tensor2D);
    const cost = (x: tf.Tensor) => {
      const logits = built.apply(x as tf.Tensor4D, { training: true, frozen: true });
      return softCrossEntropy(labels, logits);
    };
    const slope = tf.tidy(() => tf.grad(cost)(images));
    const [squared] = await read(tf.tidy(() => tf.sum(tf.square(slope))));
    const at = async (by: number) => (await read(tf.tidy(() => cost(tf.add(images, tf.mul(slope, by))))))[0]!;
    const step = 4e-3 / Math.sqrt(squared!);
    const difference = (await at(step) - await at(-step)) / (2 * step);
    assert(Math.abs(difference / squared! - 1) < 0.03, `${difference} where the gradient says ${squared}`);
    tf.dispose([images, labels, slope]);
    built.dispose();
  });

  testOn(learnsOn, `${name} gives features of the shape that it says, of several positions`, () => {
    const built = network(name, options, key(4));
    const images = tf.tensor4d(numbers(2 * 16 * 16 * 3, 5), [2, 16, 16, 3]);
    const features = built.features(images, { training: false });
    assertEquals(features.shape, [2, ...built.featureShape]);
    assert(built.featureShape[0] > 1 && built.featureShape[1] > 1, `${built.featureShape}`);
    tf.dispose([images, features]);
    built.dispose();
  });
}

testOn(
  ["wasm"],
  "filters start as wide as PyTorch's, and as kaiming_normal_() for the small network",
  async () => {
    const widest = async (name: string, at: string) => {
      const built = network(name, { ...options, size: [8, 8] }, key(4));
      const { data } = (await readWeights(built)).get(at)!;
      built.dispose();
      const values = Array.from(data, Number);
      const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
      return { most: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0), variance };
    };
    // Conv2d of 32 channels by 3x3 taps: uniform within 1 / sqrt(288), of variance limit² / 3.
    const uniform = await widest("resnet20", "layer2.1.conv1.weight");
    assert(uniform.most <= Math.sqrt(1 / 288) && uniform.most > 0.999 * Math.sqrt(1 / 288));
    assert(Math.abs(uniform.variance * 3 * 288 - 1) < 0.05, `${uniform.variance}`);
    // fan-out: variance 2 / (32 channels · 9 taps)
    const normal = await widest("small", "layer2.0.conv2.weight");
    assert(Math.abs(normal.variance * 288 / 2 - 1) < 0.05, `${normal.variance}`);
  },
);

testOn(both, "networks agree on logits whatever the batch outside training", async () => {
  const built = network("small", options, key(4));
  const images = tf.tensor4d(numbers(3 * 16 * 16 * 3, 5), [3, 16, 16, 3]);
  const all = await read(built.apply(images, { training: false }));
  const one = tf.slice(images, [2, 0, 0, 0], [1, 16, 16, 3]);
  const alone = await read(built.apply(one, { training: false }));
  alone.forEach((logit, i) => assert(Math.abs(logit - all[20 + i]!) < 1e-4));
  tf.dispose([images, one]);
  built.dispose();
});

Deno.test("network() refuses unknown names and options that do not fit", () => {
  assertThrows(
    () => network("big", options, key(1)),
    RangeError,
    "Cannot build a network: its name must be one of",
  );
  assertThrows(
    () => network("small", { ...options, std: [1] }, key(1)),
    RangeError,
    "Cannot build the network small",
  );
  assertThrows(() => network("small", { ...options, size: [4, 16] }, key(1)), RangeError, "sides >= 8");
});
