import { demand } from "../../demand.ts";
import { likeliest } from "./confusion_matrix.ts";
import { demandPredictions, type Predictions } from "./predictions.ts";
import { softmax } from "./softmax.ts";

/** The samples whose confidence lies in `(low, high]`. */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  /** How many samples. */
  readonly count: number;
  /** Their mean confidence, in `[0, 1]`; 0 where there are none. */
  readonly confidence: number;
  /** The share of them whose likeliest class is the true one; 0 where there are none. */
  readonly accuracy: number;
}

/** How far confidence can be believed. */
export interface Calibration {
  /** The expected calibration error, in `[0, 1]`: `Σ count / samples · |accuracy - confidence|` over the bins. */
  readonly error: number;
  /** The bins, of equal width, from 0 to 1. */
  readonly bins: readonly CalibrationBin[];
}

/** Options of {@linkcode calibration}. */
export interface CalibrationOptions {
  /** How many bins, an integer ≥ 1. @default {15} (Guo et al. 2017, section 5) */
  readonly bins?: number;
}

/**
 * Compares the confidence of predictions (the probability of the likeliest class) with how often they are right
 * (Guo et al. 2017, arXiv 1706.04599, equations 2 to 5).
 *
 * @throws {RangeError} If the predictions do not fit together, or `bins` is out of its range.
 *
 * @example Sure of itself, and wrong half of the time
 * ```ts
 * import { calibration } from "@miamix/miamix/report";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { error } = calibration({ logits: Float32Array.of(50, 0, 50, 0), labels: [0, 1], classes: 2 });
 * assertAlmostEquals(error, 0.5);
 * ```
 */
export function calibration(predictions: Predictions, options: CalibrationOptions = {}): Calibration {
  const { bins: count = 15 } = options;
  demand(Number.isInteger(count) && count >= 1, "measure calibration", "bins must be an integer >= 1", count);
  demandPredictions("measure calibration", predictions);
  const { logits, labels, classes } = predictions;
  const sums = Array.from({ length: count }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (let n = 0; n < labels.length; n++) {
    const row = logits.subarray(n * classes, (n + 1) * classes);
    const best = likeliest(row), confidence = softmax(row)[best]!;
    const bin = sums[Math.min(Math.max(Math.ceil(confidence * count) - 1, 0), count - 1)]!;
    bin.count++;
    bin.confidence += confidence;
    bin.right += best === labels[n] ? 1 : 0;
  }
  const bins = sums.map((sum, i) => ({
    low: i / count,
    high: (i + 1) / count,
    count: sum.count,
    confidence: sum.count === 0 ? 0 : sum.confidence / sum.count,
    accuracy: sum.count === 0 ? 0 : sum.right / sum.count,
  }));
  const gaps = bins.map(({ count, confidence, accuracy }) => count * Math.abs(accuracy - confidence));
  return { error: gaps.reduce((sum, gap) => sum + gap, 0) / labels.length, bins };
}
