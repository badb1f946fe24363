import * as tf from "@tensorflow/tfjs";
import { assert } from "@std/assert";
import { addRelu } from "../../src/nn/add_relu.ts";
import { batchNorm, conv2d } from "../../src/nn/mod.ts";
import { both, testOn } from "./_backends.ts";

const LAYERS = 5;

testOn(both, "a gradient frees what a layer has saved once it is through with it", () => {
  const shape: [number, number, number, number] = [4, 16, 16, 8], size = 4 * 4 * 16 * 16 * 8;
  const images = tf.fill(shape, 0.5), filter = tf.fill([3, 3, 8, 8], 0.1) as tf.Tensor4D;
  const affine = tf.ones([2, 8]) as tf.Tensor2D,
    running = tf.variable(affine, false) as tf.Variable<tf.Rank.R2>;
  const before = tf.memory().numBytes;
  let held = 0;
  const probe = tf.customGrad((x) => ({
    value: (x as tf.Tensor).clone(),
    gradFunc(above) {
      held = (tf.memory().numBytes - before) / size;
      return above.clone();
    },
  }));
  const layer = (input: tf.Tensor4D) => {
    const through = conv2d(input, filter, { padding: 1 });
    return addRelu(batchNorm(through, affine, running, { training: true, relu: true }), input);
  };
  const network = (x: tf.Tensor) => {
    const layers = Array.from({ length: LAYERS }).reduce<tf.Tensor4D>(layer, probe(x) as tf.Tensor4D);
    return tf.sum(layers);
  };
  tf.grad(network)(images).dispose();
  // Gradients of the four tensors of each layer, one of which is the sum of two, and no activations beside them.
  assert(held > 3 * LAYERS && held < 5 * LAYERS, `${held} tensors of the size of the images are held`);
  tf.dispose([images, filter, affine, running]);
});
