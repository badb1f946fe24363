import { score } from "../../train/score.ts";
import { type Calibration, calibration, type CalibrationOptions } from "./calibration.ts";
import { confusionMatrix } from "./confusion_matrix.ts";
import type { Predictions } from "./predictions.ts";

/** How well a network knows some samples. */
export interface Measures {
  /** How many samples. */
  readonly samples: number;
  /** Samples whose class is the likeliest one, in percent. */
  readonly top1: number;
  /** Samples whose class is among the five likeliest, in percent. */
  readonly top5: number;
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
  /** Samples of each class whose class is the likeliest one, in percent; `null` for a class without samples. */
  readonly perClass: readonly (number | null)[];
  /** `[classes, classes]` counts: row = true class, column = likeliest class. */
  readonly confusion: readonly (readonly number[])[];
  /** How far confidence can be believed. */
  readonly calibration: Calibration;
}

/**
 * Measures predictions. Of equally likely classes the first comes first.
 *
 * @throws {RangeError} If the predictions do not fit together, or an option is out of its range.
 *
 * @example
 * ```ts
 * import { measure } from "@miamix/miamix/report";
 * import { assertEquals } from "@std/assert";
 *
 * const { top1, perClass } = measure({ logits: Float32Array.of(3, 1, 0, 2), labels: [0, 0], classes: 2 });
 * assertEquals([top1, perClass], [50, [50, null]]);
 * ```
 */
export function measure(predictions: Predictions, options: CalibrationOptions = {}): Measures {
  const confusion = confusionMatrix(predictions);
  const { logits, labels, classes } = predictions;
  const samples = labels.length;
  let loss = 0, top1 = 0, top5 = 0;
  for (let n = 0; n < samples; n++) {
    const own = score(logits.subarray(n * classes, (n + 1) * classes), labels[n]!);
    loss += own.loss;
    top1 += own.rank < 1 ? 1 : 0;
    top5 += own.rank < 5 ? 1 : 0;
  }
  return {
    samples,
    top1: 100 * top1 / samples,
    top5: 100 * top5 / samples,
    loss: loss / samples,
    perClass: confusion.map((row, label) => {
      const all = row.reduce((sum, count) => sum + count, 0);
      return all === 0 ? null : 100 * row[label]! / all;
    }),
    confusion,
    calibration: calibration(predictions, options),
  };
}
