import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { key } from "../../src/random/mod.ts";
import { type Network, network, networks } from "../../src/nn/mod.ts";
import { softCrossEntropy } from "../../src/train/loss.ts";
import { sgd } from "../../src/train/sgd.ts";
import { both, numbers, read, testOn } from "./_backends.ts";

const options = {
  size: [16, 16],
  channels: 3,
  classes: 10,
  mean: [0.5, 0.4, 0.3],
  std: [0.25, 0.2, 0.3],
} as const;

const parameters: Readonly<Record<string, number>> = { small: 78_042, "convnet-s": 24_346 };

const count = ({ variables }: Network) => variables.reduce((sum, { size }) => sum + size, 0);

for (const name of Object.keys(networks)) {
  testOn(["wasm"], `${name} has the parameters that its summary and the reference say`, () => {
    const built = network(name, options, key(1));
    assertEquals(count(built), parameters[name]);
    built.dispose();
  });

  testOn(both, `${name} has the same weights for the same key, and others for another`, async () => {
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

  testOn(both, `${name} learns a toy problem, and leaves no tensors behind`, async () => {
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
        () => softCrossEntropy(built.apply(images, { training: true }), labels),
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

  testOn(both, `${name} has the gradient that a finite difference along it has`, async () => {
    const built = network(name, options, key(4));
    const images = tf.tensor4d(numbers(8 * 16 * 16 * 3, 5).map((v) => 0.5 + 0.5 * v), [8, 16, 16, 3]);
    const labels = tf.tidy(() => tf.softmax(tf.tensor2d(numbers(80, 6), [8, 10])) as tf.Tensor2D);
    const cost = () => softCrossEntropy(built.apply(images, { training: true }), labels);
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
}

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
