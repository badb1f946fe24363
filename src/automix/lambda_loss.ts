import * as tf from "@tensorflow/tfjs";

/**
 * How far the means of masks are from what was asked for, beyond a margin: the mean over the batch of
 * `max(0, |mean(mask) - share| - margin)` (the λ loss of AutoMix, Liu et al. 2022). Within the margin a mask is free.
 *
 * Every sample has a share of its own here. OpenMixup draws one share a batch, and takes the mean of all its masks before
 * the difference, which is never more.
 *
 * @param masks `[batch, height, width]`, of the anchor's share.
 * @param share `[batch]`, the anchor's share that was asked for.
 */
export function lambdaLoss(masks: tf.Tensor3D, share: tf.Tensor1D, margin: number): tf.Scalar {
  return tf.tidy(() => {
    const off = tf.abs(tf.sub(tf.mean(masks, [1, 2]), share));
    return tf.mean(tf.relu(tf.sub(off, margin))) as tf.Scalar;
  });
}
