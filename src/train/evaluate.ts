import type { Dataset, Samples } from "../data/mod.ts";
import type { Network } from "../nn/mod.ts";
import { score } from "./score.ts";
import { testLogits } from "./test_logits.ts";

/** How well a network knows the test images. */
export interface Evaluation {
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** Images whose class is the likeliest one, in percent. */
  readonly top1: number;
  /** Images whose class is among the five likeliest, in percent. */
  readonly top5: number;
}

/** Options of {@linkcode evaluate}. */
export interface EvaluateOptions {
  /** Images at a time; it does not change the result but for rounding. */
  readonly batchSize: number;
  /** Stops before the next batch. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures a network on the test images of a data set.
 *
 * @param network The network; it is not changed.
 * @param dataset Whose test images.
 * @param options How, and a way to stop.
 * @returns `undefined` if it was stopped.
 * @throws {DeviceError} If the device fails.
 */
export async function evaluate(
  network: Network,
  dataset: Dataset<Samples>,
  { batchSize, signal }: EvaluateOptions,
): Promise<Evaluation | undefined> {
  const { count } = dataset.test;
  const classes = dataset.classNames.length;
  let loss = 0, top1 = 0, top5 = 0;
  for await (const { logits, labels } of testLogits(network, dataset, batchSize)) {
    labels.forEach((label, row) => {
      const { loss: own, rank } = score(logits.subarray(row * classes, (row + 1) * classes), label);
      loss += own;
      top1 += rank < 1 ? 1 : 0;
      top5 += rank < 5 ? 1 : 0;
    });
    if (signal?.aborted) return undefined;
  }
  return { loss: loss / count, top1: 100 * top1 / count, top5: 100 * top5 / count };
}
