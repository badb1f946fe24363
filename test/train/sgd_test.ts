import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertThrows } from "@std/assert";
import { type Optimizer, sgd } from "../../src/train/sgd.ts";
import { both, read, testOn } from "../nn/_backends.ts";

/** Learning rate 0.1, momentum 0.9, weight decay 0.01; a number that starts at 1 and has the gradients 0.5, -0.2, 0.3. */
const slopes = [0.5, -0.2, 0.3];

/**
 * By hand: d = 0.51, v = 0.51, p = 0.949; d = -0.19051, v = 0.26849, p = 0.922151; d = 0.30922151, v = 0.550862510,
 * p = 0.867064749.
 */
const places = [0.949, 0.922151, 0.867064749];

/** By hand, with v as above: p = 1 - 0.1 (0.51 + 0.459) = 0.9031, then d = -0.190969, v = 0.268031, d = 0.3089807411, v = 0.5502086411. */
const aheadPlaces = [0.9031, 0.89807411, 0.8176572582];

/** Two variables of different shapes, so that a mix-up of places would show. */
function variables(): tf.Variable[] {
  return [tf.tensor([1, 2]), tf.tensor2d([[3, 4, 1]])].map((start) => {
    const variable = tf.variable(start);
    start.dispose();
    return variable;
  });
}

async function walk(
  optimizer: Optimizer,
  moving: readonly tf.Variable[],
  steps: readonly number[],
): Promise<number[]> {
  const path: number[] = [];
  for (const slope of steps) {
    const gradients = Object.fromEntries(moving.map(({ name, shape }) => [name, tf.fill(shape, slope)]));
    optimizer.step(moving, gradients, 0.1);
    tf.dispose(gradients);
    const [first, second] = [await moving[0]!.data(), await moving[1]!.data()];
    assertAlmostEquals(first[0]!, second[2]!, 1e-6);
    path.push(first[0]!);
  }
  return path;
}

for (const [nesterov, expected] of [[false, places], [true, aheadPlaces]] as const) {
  testOn(both, `sgd() takes three steps as by hand, nesterov ${nesterov}`, async () => {
    const moving = variables();
    const optimizer = sgd({ momentum: 0.9, weightDecay: 0.01, nesterov });
    const path = await walk(optimizer, moving, slopes);
    path.forEach((place, i) => assertAlmostEquals(place, expected[i]!, 1e-6));
    optimizer.dispose();
    tf.dispose(moving);
  });
}

testOn(both, "sgd() goes on from a velocity as if it had not stopped", async () => {
  const moving = variables();
  const [before, options] = [{ momentum: 0.9, weightDecay: 0.01 }, { momentum: 0.9, weightDecay: 0.01 }];
  const first = sgd(before);
  await walk(first, moving, slopes.slice(0, 2));
  const saved = tf.tensor1d(await read(first.velocity()!.clone()));
  first.dispose();
  const second = sgd(options);
  second.restore(saved);
  saved.dispose();
  const [place] = await walk(second, moving, slopes.slice(2));
  assertAlmostEquals(place!, places[2]!, 1e-6);
  second.dispose();
  tf.dispose(moving);
});

Deno.test("sgd() refuses options out of range and variables without a gradient", () => {
  assertThrows(() => sgd({ momentum: 1 }), RangeError, "Cannot build sgd(): momentum must be in [0, 1)");
  assertThrows(() => sgd({ weightDecay: -1 }), RangeError, "Cannot build sgd(): weightDecay must be >= 0");
  const moving = variables();
  assertThrows(() => sgd().step(moving, {}, 0.1), RangeError, "Cannot take an sgd() step: every variable");
  tf.dispose(moving);
});
