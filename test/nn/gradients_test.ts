import * as tf from "@tensorflow/tfjs";
import { assert } from "@std/assert";
import { addRelu } from "../../src/nn/add_relu.ts";
import { batchNorm, conv2d, conv2dOfData, conv2dOfImages, globalAveragePool } from "../../src/nn/mod.ts";
import { softCrossEntropy } from "../../src/train/loss.ts";
import { both, numbers, read, testOn } from "./_backends.ts";

/** An operation with the shapes of what it takes; it is checked along a direction in all of them. */
interface Case {
  readonly name: string;
  readonly inputs: readonly (readonly number[])[];
  /** Half of the step between the two values of a difference. @default {1 / 16} */
  readonly step?: number;
  readonly run: (inputs: readonly tf.Tensor[]) => tf.Tensor;
}

const convolutions: readonly Case[] = [1, 2, 32].flatMap((groups) =>
  ([1, 2] as const).flatMap((stride) =>
    [3, 1].map((side): Case => {
      const takes = groups === 1 ? 5 : 64, gives = groups === 1 ? 7 : 96;
      const options = { stride, padding: (side - 1) / 2, groups };
      return {
        name: `conv2d() ${side}x${side}, stride ${stride}, groups ${groups}`,
        inputs: [[3, 7, 5, takes], [side, side, takes / groups, gives]],
        run: ([x, w]) => conv2d(x as tf.Tensor4D, w as tf.Tensor4D, options),
      };
    })
  )
);

const data = numbers(3 * 7 * 5 * 3, 11);

/** Batch normalization in training, whose running statistics nobody looks at. */
function normalized(relu: boolean): Case["run"] {
  return ([x, affine]) => {
    const start = tf.zeros([2, 5]) as tf.Tensor2D, running = tf.variable(start, false);
    const output = batchNorm(x as tf.Tensor4D, affine as tf.Tensor2D, running, { training: true, relu });
    tf.dispose([start, running]);
    return output;
  };
}

const cases: readonly Case[] = [
  ...convolutions,
  {
    name: "conv2dOfData() stride 2",
    inputs: [[3, 3, 3, 6]],
    run: ([w]) =>
      tf.tidy(() =>
        conv2dOfData(tf.tensor4d(data, [3, 7, 5, 3]), w as tf.Tensor4D, { stride: 2, padding: 1 })
      ),
  },
  {
    name: "conv2dOfImages() stride 2",
    inputs: [[3, 7, 5, 3]],
    run: ([x]) =>
      tf.tidy(() => {
        const filter = tf.tensor4d(numbers(3 * 3 * 3 * 6, 12), [3, 3, 3, 6]);
        return conv2dOfImages(x as tf.Tensor4D, filter, { stride: 2, padding: 1 });
      }),
  },
  { name: "batchNorm()", inputs: [[3, 7, 5, 5], [2, 5]], step: 1 / 256, run: normalized(false) },
  { name: "batchNorm() with ReLU", inputs: [[3, 7, 5, 5], [2, 5]], step: 1 / 2048, run: normalized(true) },
  {
    name: "addRelu()",
    inputs: [[3, 7, 5, 5], [3, 7, 5, 5]],
    step: 1 / 2048,
    run: ([a, b]) => addRelu(a as tf.Tensor4D, b as tf.Tensor4D),
  },
  { name: "globalAveragePool()", inputs: [[3, 7, 5, 6]], run: ([x]) => globalAveragePool(x as tf.Tensor4D) },
  {
    name: "softCrossEntropy()",
    inputs: [[5, 7]],
    run: ([x]) =>
      tf.tidy(() => {
        const labels = tf.softmax(tf.tensor2d(numbers(35, 4), [5, 7])) as tf.Tensor2D;
        return softCrossEntropy(labels, x as tf.Tensor2D);
      }),
  },
];

for (const { name, inputs: shapes, step = 1 / 16, run } of cases) {
  testOn(both, `${name} has the gradients that finite differences have`, async () => {
    const sizes = shapes.map((shape) => shape.reduce((product, side) => product * side, 1));
    const at = sizes.map((size, i) => numbers(size, 20 + i));
    const way = sizes.map((size, i) => numbers(size, 30 + i));
    const tensors = (values: readonly Float32Array[]) =>
      values.map((value, i) => tf.tensor(value, [...shapes[i]!]));
    const plain = tensors(at);
    const shape = tf.tidy(() => run(plain).shape);
    const above = numbers(shape.reduce((product, side) => product * side, 1), 40);

    /** The result in the direction of `above`, in 64-bit floats, when the inputs move along their ways. */
    const value = async (by: number) => {
      const moved = tensors(at.map((values, i) => values.map((value, n) => value + by * way[i]![n]!)));
      const result = await read(tf.tidy(() => run(moved)));
      tf.dispose(moved);
      return result.reduce((sum, value, i) => sum + value * above[i]!, 0);
    };
    const difference = (await value(step) - await value(-step)) / (2 * step);
    const slope = tf.tensor(above, shape);
    const gradients = tf.grads((...inputs: tf.Tensor[]) => run(inputs))(plain, slope);
    const slopes = await Promise.all(gradients.map(read));
    const along = slopes.map((slope, i) => slope.reduce((sum, value, n) => sum + value * way[i]![n]!, 0));
    const expected = along.reduce((sum, value) => sum + value, 0);
    const scale = Math.hypot(...along, 1);
    assert(
      Math.abs(difference - expected) < 2e-3 * scale,
      `the difference is ${difference}, the gradient says ${expected}`,
    );
    tf.dispose([...plain, slope]);
  });
}
