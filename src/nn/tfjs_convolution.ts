import * as tf from "@tensorflow/tfjs";
import type { Convolution } from "./convolution.ts";
import { grouped } from "./grouped.ts";

/** Convolutions and gradients as tfjs itself has them. Its wasm backend has no filter gradient. */
export const tfjsConvolution: Convolution = grouped({
  forward: ({ stride, padding }, images, filter) => convolve(images, filter, stride, padding),

  inputGradient: ({ batch, height, width, inChannels, stride, padding }, gradient, filter) =>
    tf.tidy(() => {
      const images = tf.zeros<tf.Rank.R4>([batch, height, width, inChannels]);
      return tf.grad((x) => convolve(x as tf.Tensor4D, filter, stride, padding))(
        images,
        gradient,
      ) as tf.Tensor4D;
    }),

  filterGradient: ({ kernel, inChannels, outChannels, stride, padding }, images, gradient) =>
    tf.tidy(() => {
      const filter = tf.zeros<tf.Rank.R4>([kernel, kernel, inChannels, outChannels]);
      return tf.grad((w) => convolve(images, w as tf.Tensor4D, stride, padding))(
        filter,
        gradient,
      ) as tf.Tensor4D;
    }),
});

function convolve(images: tf.Tensor4D, filter: tf.Tensor4D, stride: number, padding: number): tf.Tensor4D {
  return tf.conv2d(images, filter, stride, padding, "NHWC", 1, "floor");
}
