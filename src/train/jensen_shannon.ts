import * as tf from "@tensorflow/tfjs";

/**
 * How much a network says different things of several versions of the same images: the Jensen–Shannon divergence of its
 * predictions, `1/k · Σ KL(p_i ‖ m)` with the mean prediction `m`, averaged over the batch, in nats. It is 0 where all
 * agree, and at most `log k`.
 *
 * AugMix (Hendrycks et al. 2020, arXiv 1912.02781, equation 2) adds 12 times that of an image and two augmented versions
 * to the cross-entropy of the image. As there, `m` is held above 1e-7.
 *
 * @param logits For each version `[batch, classes]`, at least one.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { augmix, fold, key, vanilla } from "@miamix/miamix";
 * import { mixBatch } from "@miamix/miamix/tfjs";
 * import { jensenShannon, softCrossEntropy } from "@miamix/miamix/train";
 *
 * const batch = { images: new Float32Array(4 * 8 * 8 * 3).fill(0.5), shape: [4, 8, 8, 3], labels: Int32Array.of(0, 1, 2, 3), classes: 4 } as const;
 * const [clean, first, second] = [vanilla(), augmix(), augmix()].map((recipe, i) => mixBatch(recipe, batch, fold(key(1), i)));
 * const predict = (images: tf.Tensor4D) => tf.mean(images.reshape([4, 48, 4]), 1) as tf.Tensor2D; // a network
 * const logits = [clean!, first!, second!].map(({ images }) => predict(images));
 * const loss = tf.add(softCrossEntropy(clean!.labels, logits[0]!), tf.mul(12, jensenShannon(logits)));
 * console.log(await loss.data());
 * ```
 */
export function jensenShannon(logits: readonly tf.Tensor2D[]): tf.Scalar {
  return tf.tidy(() => {
    const logs = logits.map((rows) => tf.logSoftmax(rows)), shares = logs.map((rows) => tf.exp(rows));
    const mean = tf.log(tf.clipByValue(tf.div(tf.addN(shares), shares.length), 1e-7, 1));
    const each = logs.map((log, i) => tf.mul(shares[i]!, tf.sub(log, mean)));
    return tf.div(tf.sum(tf.addN(each)), logits.length * logits[0]!.shape[0]);
  });
}
