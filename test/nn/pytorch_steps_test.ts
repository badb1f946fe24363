import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { builder } from "../../src/nn/builder.ts";
import { globalAveragePool } from "../../src/nn/global_average_pool.ts";
import {
  decodeSafetensors,
  type Network,
  readWeights,
  type StoredTensor,
  writeWeights,
} from "../../src/nn/mod.ts";
import { basicBlock, groupedBottleneck } from "../../src/nn/residual.ts";
import { key } from "../../src/random/mod.ts";
import { softCrossEntropy } from "../../src/train/loss.ts";
import { sgd } from "../../src/train/sgd.ts";
import { both, read, testOn } from "./_backends.ts";

/** What test/golden/pytorch_steps.py wrote: the same network in PyTorch, in 64-bit floats. */
const golden = decodeSafetensors(
  await Deno.readFile(new URL("../golden/pytorch_steps.safetensors", import.meta.url)),
);
assert(golden._tag === "Right");
const { tensors } = golden.right;

/** The tensors whose names start like this, without the start. */
function part(prefix: string): ReadonlyMap<string, StoredTensor> {
  return new Map(
    [...tensors].filter(([name]) => name.startsWith(`${prefix}.`))
      .map(([name, tensor]) => [name.slice(prefix.length + 1), tensor]),
  );
}

function build(): Network {
  const make = builder(key(1));
  const stem = make.convolution(["conv1", "bn1"], [9, 7, 3], 8, { data: true });
  const one = groupedBottleneck(8, 4)(make, "layer1.0", stem.size, 1);
  const two = basicBlock(8)(make, "layer2.0", one.size, 2);
  const head = make.dense("fc", 8, 5);
  const options = {
    size: [9, 7],
    channels: 3,
    classes: 5,
    mean: [0.5, 0.4, 0.3],
    std: [0.25, 0.2, 0.3],
  } as const;
  return make.finish("golden", options, stem, (images, training) => {
    const features = [one, two].reduce((input, { layer }) => layer(input, training), images);
    return head(globalAveragePool(features), training);
  });
}

/** The `i`-th of three batches. */
function batch(i: number): { readonly images: tf.Tensor4D; readonly labels: tf.Tensor2D } {
  const rows = (name: string) => {
    const { shape, data } = tensors.get(name)!;
    const size = data.length / 3;
    return tf.tensor((data as Float32Array).slice(i * size, (i + 1) * size), shape.slice(1));
  };
  return { images: rows("images") as tf.Tensor4D, labels: rows("labels") as tf.Tensor2D };
}

/** The length of the difference, as a share of the length of what was expected. */
function error(actual: Float32Array, expected: StoredTensor): number {
  assertEquals(actual.length, expected.data.length);
  const length = (value: (i: number) => number) => Math.hypot(...Array.from(actual, (_, i) => value(i)));
  const numbers = expected.data as Float32Array;
  return length((i) => actual[i]! - numbers[i]!) / length((i) => numbers[i]!);
}

function assertNear(what: string, actual: Float32Array, expected: StoredTensor, most: number): void {
  const found = error(actual, expected);
  assert(found < most, `${what} is off by ${found}`);
}

function assertAllNear(
  what: string,
  actual: ReadonlyMap<string, StoredTensor>,
  expected: ReadonlyMap<string, StoredTensor>,
  most: number,
): void {
  for (const [name, { shape, data }] of actual) {
    assertEquals(shape, expected.get(name)!.shape);
    assertNear(`${name} ${what}`, data as Float32Array, expected.get(name)!, most);
  }
}

testOn(both, "ten steps of a network with groups and soft labels go as in PyTorch", async () => {
  const network = build(), optimizer = sgd({ momentum: 0.9, weightDecay: 5e-4 });
  writeWeights(network, part("start"));
  const losses: number[] = [];
  for (let step = 0; step < 10; step++) {
    const { images, labels } = batch(step % 3);
    if (step === 0) {
      const kept = await readWeights(network);
      const logits = await read(network.apply(images, { training: true }));
      assertNear("logits", logits, tensors.get("logits")!, 1e-5);
      writeWeights(network, kept);
    }
    const { value, grads } = tf.variableGrads(
      () => softCrossEntropy(labels, network.apply(images, { training: true })),
      [...network.variables],
    );
    if (step === 0) {
      const learned = network.weights.filter(({ variable }) => variable.name in grads);
      const slopes = learned.map((site) => ({ ...site, variable: grads[site.variable.name] as tf.Variable }));
      const gradients = await readWeights({ weights: slopes });
      assertEquals([...gradients.keys()].sort(), [...part("gradient").keys()].sort());
      assertAllNear("gradient", gradients, part("gradient"), 1e-5);
    }
    optimizer.step(network.variables, grads, 0.05);
    losses.push((await read(value))[0]!);
    tf.dispose([images, labels, ...Object.values(grads)]);
    if ([1, 2, 10].includes(step + 1)) {
      const expected = part(`step${step + 1}`);
      assertAllNear(`after ${step + 1} steps`, await readWeights(network), expected, 1e-5);
    }
  }
  assertNear("losses", Float32Array.from(losses), tensors.get("losses")!, 1e-5);
  const { images, labels } = batch(0);
  const evaluated = await read(network.apply(images, { training: false }));
  assertNear("logits outside training", evaluated, tensors.get("evaluated")!, 1e-5);
  tf.dispose([images, labels]);
  optimizer.dispose();
  network.dispose();
});
