import * as tf from "@tensorflow/tfjs";
import type { Convolution } from "./convolution.ts";
import { grouped } from "./grouped.ts";

/** Convolutions and gradients as tfjs itself has them. Its wasm backend has no filter gradient. */
export const tfjsConvolution: Convolution = grouped({
  forward: ({ stride, padding }, images, filter) => convolve(images, filter, stride, padding),

  inputGradient: ({ batch, height, width, inChannels, stride, padding }, gradient, filter) =>
    run("Conv2DBackpropInput", { dy: gradient, filter }, {
      ...attributes(stride, padding),
      inputShape: [batch, height, width, inChannels],
    }),

  filterGradient: ({ kernel, inChannels, outChannels, stride, padding }, images, gradient) =>
    run("Conv2DBackpropFilter", { x: images, dy: gradient }, {
      ...attributes(stride, padding),
      filterShape: [kernel, kernel, inChannels, outChannels],
    }),
});

function convolve(images: tf.Tensor4D, filter: tf.Tensor4D, stride: number, padding: number): tf.Tensor4D {
  return tf.conv2d(images, filter, stride, padding, "NHWC", 1, "floor");
}

/** Runs a kernel of tfjs by its name. `tf.grad` would do so too, but not inside of another gradient, whose tape it throws away. */
function run(kernel: string, inputs: tf.NamedTensorMap, attributes: object): tf.Tensor4D {
  return tf.engine().runKernel(kernel, inputs, { ...attributes });
}

function attributes(stride: number, padding: number) {
  return { strides: stride, pad: padding, dataFormat: "NHWC", dimRoundingMode: "floor" };
}
