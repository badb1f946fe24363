/**
 * The probabilities of classes: `exp(logit) / Σ exp(logit)`.
 *
 * @param logits One number a class, finite.
 * @returns Numbers in `[0, 1]` that add up to 1, in the order of the classes.
 *
 * @example
 * ```ts
 * import { softmax } from "@miamix/miamix/report";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...softmax([5, 5])], [0.5, 0.5]);
 * ```
 */
export function softmax(logits: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(logits);
  const top = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = values.map((logit) => Math.exp(logit - top));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
