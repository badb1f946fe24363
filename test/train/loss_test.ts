import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals } from "@std/assert";
import { softCrossEntropy } from "../../src/train/loss.ts";
import { both, read, testOn } from "../nn/_backends.ts";

const logits = [[1, 2, -1], [300, -300, 0], [-2000, -2001, -2000.5], [0, 0, 0]];
const labels = [[0.25, 0.75, 0], [0.5, 0, 0.5], [0, 1, 0], [0.2, 0.3, 0.1]];

function shares(row: readonly number[]): readonly number[] {
  const top = Math.max(...row);
  const sum = row.reduce((sum, value) => sum + Math.exp(value - top), 0);
  return row.map((value) => Math.exp(value - top) / sum);
}

function logShares(row: readonly number[]): readonly number[] {
  const top = Math.max(...row);
  const sum = row.reduce((sum, value) => sum + Math.exp(value - top), 0);
  return row.map((value) => value - top - Math.log(sum));
}

testOn(
  both,
  "softCrossEntropy() is the mean of -sum of label times log softmax, also of huge logits",
  async () => {
    const [x, y] = [tf.tensor2d(logits), tf.tensor2d(labels)];
    const rows = logits.map((row, n) =>
      logShares(row).reduce((sum, log, c) => sum - labels[n]![c]! * log, 0)
    );
    const [loss] = await read(softCrossEntropy(y, x));
    assertAlmostEquals(loss!, rows.reduce((a, b) => a + b) / rows.length, 1e-3);
    tf.dispose([x, y]);
  },
);

testOn(both, "softCrossEntropy() takes labels and logits in the order of tfjs's cross-entropy", async () => {
  const [y, x] = [tf.tensor2d([[0.25, 0.75, 0], [0, 0.4, 0.6]]), tf.tensor2d([[1, 2, -1], [3, 0, -2]])];
  const [own, theirs] = [softCrossEntropy, tf.losses.softmaxCrossEntropy].map((loss) =>
    loss(y, x) as tf.Scalar
  );
  assertAlmostEquals((await read(own!))[0]!, (await read(theirs!))[0]!, 1e-5);
  tf.dispose([x, y]);
});

testOn(
  both,
  "softCrossEntropy() has the gradient (softmax times the label's sum - label) / batch",
  async () => {
    const [x, y] = [tf.tensor2d(logits), tf.tensor2d(labels)];
    const slope = await read(tf.grad((x) => softCrossEntropy(y, x as tf.Tensor2D))(x));
    logits.forEach((row, n) => {
      const sum = labels[n]!.reduce((a, b) => a + b);
      shares(row).forEach((share, c) =>
        assertAlmostEquals(slope[3 * n + c]!, (share * sum - labels[n]![c]!) / logits.length, 1e-6)
      );
    });
    tf.dispose([x, y]);
  },
);
