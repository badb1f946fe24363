import * as tf from "@tensorflow/tfjs";
import { EPSILON, type Normalization } from "./normalization.ts";

/** Batch normalization as tfjs operations that every backend has, in forms that its wasm backend is fast at. */
export const composedNormalization: Normalization = {
  statistics: (images) =>
    tf.tidy(() => {
      const mean = channelMeans(images);
      return tf.stack([mean, channelMeans(tf.square(tf.sub(images, mean)))]) as tf.Tensor2D;
    }),

  normalize: ({ images, statistics, affine }, relu) =>
    tf.tidy(() => {
      const { mean, scale, shift } = parts(statistics, affine);
      const output = tf.add(tf.mul(images, scale), tf.sub(shift, tf.mul(mean, scale))) as tf.Tensor4D;
      return relu ? tf.relu(output) : output;
    }),

  gradients: ({ images, statistics, affine }, above, rectified) =>
    tf.tidy(() => {
      const { mean, root, scale } = parts(statistics, affine);
      const slope = rectified === undefined ? above : tf.mul(above, tf.step(rectified)) as tf.Tensor4D;
      const centred = tf.sub(images, mean);
      const slopeMean = channelMeans(slope);
      const along = tf.mul(channelMeans(tf.mul(slope, centred)), root);
      const back = tf.add(
        tf.mul(slope, scale),
        tf.sub(
          tf.mul(centred, tf.neg(tf.mul(tf.mul(scale, root), along))),
          tf.mul(scale, slopeMean),
        ),
      );
      const count = images.size / images.shape[3];
      return [back as tf.Tensor4D, tf.mul(tf.stack([along, slopeMean]), count) as tf.Tensor2D];
    }),
};

/** The rows of statistics and of an affine map; `root` is 1 / √(variance + ε), and the scale is multiplied by it. */
function parts(statistics: tf.Tensor2D, affine: tf.Tensor2D) {
  const [mean, variance] = tf.unstack(statistics) as [tf.Tensor1D, tf.Tensor1D];
  const [scale, shift] = tf.unstack(affine) as [tf.Tensor1D, tf.Tensor1D];
  const root = tf.rsqrt(tf.add(variance, EPSILON));
  return { mean, root, scale: tf.mul(scale, root), shift };
}

/** Means over the batch and the pixels. Pooling is the fast way over pixels on wasm, which cannot pool single ones. */
function channelMeans(images: tf.Tensor): tf.Tensor1D {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  const single = height * width === 1;
  const pooled = single ? images : tf.avgPool(images as tf.Tensor4D, [height, width], 1, "valid");
  return tf.mean(pooled.reshape([batch, channels]), 0);
}
