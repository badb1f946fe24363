/** How well logits agree with the true class of one sample. */
export interface Score {
  /** Cross-entropy in nats. */
  readonly loss: number;
  /** How many classes are likelier than the true one; of equally likely classes the first comes first. */
  readonly rank: number;
}

/**
 * Scores the logits of one sample.
 *
 * @param logits One number a class.
 * @param label The index of the true class.
 */
export function score(logits: Float32Array, label: number): Score {
  const own = logits[label]!;
  const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - top), 0);
  const rank = logits.reduce(
    (count, logit, other) => count + (logit > own || (logit === own && other < label) ? 1 : 0),
    0,
  );
  return { loss: top + Math.log(sum) - own, rank };
}
