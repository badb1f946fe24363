import * as tf from "@tensorflow/tfjs";

/**
 * How much each position of one image attends to each of another: `softmax(queries · keysᵀ / √d)`, so that rows sum to 1.
 *
 * @param queries `[batch, positions, d]`
 * @param keys `[batch, other positions, d]`
 * @returns `[batch, positions, other positions]`
 */
export function attention(queries: tf.Tensor3D, keys: tf.Tensor3D): tf.Tensor3D {
  return tf.tidy(() => {
    const alike = tf.matMul(queries, keys, false, true);
    return tf.softmax(tf.div(alike, Math.sqrt(queries.shape[2])));
  });
}
