import * as tf from "@tensorflow/tfjs";

/**
 * The cross-entropy of soft labels, `-Σ y·log softmax(logits)`, averaged over the batch, in nats.
 *
 * It is linear in the labels, so it is the same to mix labels or losses.
 *
 * The labels come first, as in `tf.losses.softmaxCrossEntropy()`.
 *
 * @param labels `[batch, classes]`, rows of weights; no gradient flows into them.
 * @param logits `[batch, classes]`
 */
export function softCrossEntropy(labels: tf.Tensor2D, logits: tf.Tensor2D): tf.Scalar {
  return tf.customGrad((x, save) => {
    const rows = x as tf.Tensor2D;
    const logShares = tf.logSoftmax(rows);
    (save as tf.GradSaveFunc)([logShares, labels]);
    return {
      value: tf.neg(tf.div(tf.sum(tf.mul(labels, logShares)), rows.shape[0])),
      gradFunc(gradient, saved) {
        const [logShares, labels] = saved as [tf.Tensor2D, tf.Tensor2D];
        const weights = tf.sum(labels, 1, true);
        const difference = tf.sub(tf.mul(tf.exp(logShares), weights), labels);
        return tf.mul(difference, tf.div(gradient, rows.shape[0]));
      },
    };
  })(logits) as tf.Scalar;
}
