import * as tf from "@tensorflow/tfjs";
import type { Convolution } from "./convolution.ts";

/**
 * Convolutions whose gradients are forward convolutions too, for backends that are fast at those and lack the others
 * (tfjs's wasm backend has no filter gradient).
 */
export const composedConvolution: Convolution = {
  forward: ({ stride, padding }, images, filter) => convolve(images, filter, stride, padding),

  /** The gradient, spread out by the stride, meets the filter turned by half a turn with its channels exchanged. */
  inputGradient: ({ height, width, kernel, stride, padding }, gradient, filter) =>
    tf.tidy(() => {
      const spread = spreadOut(gradient, stride);
      const [, rows, columns] = spread.shape;
      const before = kernel - 1 - padding;
      const room = tf.pad(spread, [[0, 0], [before, height - rows + padding], [
        before,
        width - columns + padding,
      ], [
        0,
        0,
      ]]);
      return convolve(room, tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]), 1, 0);
    }),

  /** Images are the batch of filters: `[in, height, width, batch]` meets `[outHeight, outWidth, batch, out]`. */
  filterGradient: ({ kernel, stride, padding, inChannels, outChannels }, images, gradient) =>
    tf.tidy(() => {
      const room = tf.pad(images, [[0, 0], [padding, padding], [padding, padding], [0, 0]]);
      const swapped = tf.transpose(room, [3, 1, 2, 0]);
      const filters = tf.transpose(gradient, [1, 2, 0, 3]);
      const full = tf.conv2d(swapped, filters, 1, "valid", "NHWC", stride);
      return tf.transpose(tf.slice(full, [0, 0, 0, 0], [inChannels, kernel, kernel, outChannels]), [
        1,
        2,
        0,
        3,
      ]);
    }),
};

function convolve(images: tf.Tensor4D, filter: tf.Tensor4D, stride: number, padding: number): tf.Tensor4D {
  return tf.conv2d(images, filter, stride, padding, "NHWC", 1, "floor");
}

/** Puts `stride - 1` zeros between the pixels. */
function spreadOut(images: tf.Tensor4D, stride: number): tf.Tensor4D {
  if (stride === 1) return images;
  const [batch, height, width, channels] = images.shape;
  const apart = tf.pad(images.reshape([batch, height, 1, width, channels]), [
    [0, 0],
    [0, 0],
    [0, stride - 1],
    [0, 0],
    [
      0,
      0,
    ],
  ]).reshape([batch, height * stride, width, 1, channels]);
  const spread = tf.pad(apart, [[0, 0], [0, 0], [0, 0], [0, stride - 1], [0, 0]])
    .reshape([batch, height * stride, width * stride, channels]) as tf.Tensor4D;
  return tf.slice(spread, [0, 0, 0, 0], [
    batch,
    (height - 1) * stride + 1,
    (width - 1) * stride + 1,
    channels,
  ]);
}
