import { type Key, permutation } from "../random/mod.ts";
import { stepsPerEpoch } from "./steps_per_epoch.ts";

/**
 * The samples of each step of an epoch, in a random order.
 *
 * @param count Number of samples; their ids are `0 … count - 1`.
 * @param batchSize Samples a batch.
 * @param from The key of the epoch's order.
 */
export function batches(count: number, batchSize: number, from: Key): Uint32Array[] {
  const order = permutation(from, count);
  return Array.from(
    { length: stepsPerEpoch(count, batchSize) },
    (_, step) => order.subarray(step * batchSize, (step + 1) * batchSize),
  );
}
