import { demandPredictions, type Predictions } from "./predictions.ts";

/**
 * How often samples of a class are taken for each class.
 *
 * @returns `[classes, classes]` counts: row = true class, column = likeliest class (of equally likely ones the first).
 * @throws {RangeError} If the predictions do not fit together.
 *
 * @example Two cats, one of which is taken for a dog
 * ```ts
 * import { confusionMatrix } from "@miamix/miamix/report";
 * import { assertEquals } from "@std/assert";
 *
 * const matrix = confusionMatrix({ logits: Float32Array.of(3, 1, 0, 2), labels: [0, 0], classes: 2 });
 * assertEquals(matrix, [[1, 1], [0, 0]]);
 * ```
 */
export function confusionMatrix(predictions: Predictions): readonly (readonly number[])[] {
  demandPredictions("count confusions", predictions);
  const { logits, labels, classes } = predictions;
  const counts = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  for (let n = 0; n < labels.length; n++) {
    counts[labels[n]!]![likeliest(logits.subarray(n * classes, (n + 1) * classes))]! += 1;
  }
  return counts;
}

/** The place of the largest number; of equal ones the first. */
export function likeliest(row: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < row.length; i++) if (row[i]! > row[best]!) best = i;
  return best;
}
