import * as tf from "@tensorflow/tfjs";
import { writeWeights } from "../../nn/mod.ts";
import { flat } from "../flat.ts";
import type { Learner } from "../train_step.ts";
import type { Checkpoint } from "./checkpoint.ts";

/**
 * Makes a learner what it was when a checkpoint was taken.
 *
 * @throws {WeightsError} If the checkpoint belongs to another network.
 */
export function restoreCheckpoint(
  { network, optimizer, average, automixer }: Pick<
    Learner,
    "network" | "optimizer" | "average" | "automixer"
  >,
  { weights, velocity, average: averaged, automix }: Checkpoint,
): void {
  if (average !== undefined && averaged !== undefined) {
    writeWeights(network, averaged);
    const row = flat([...network.variables, ...network.buffers]);
    average.restore(row);
    row.dispose();
  }
  if (automixer !== undefined && automix !== undefined) {
    const state = Object.fromEntries(
      [...automix].map(([name, { shape, data }]) => [name, tf.tensor(data as Float32Array, [...shape])]),
    );
    automixer.restore(state);
    tf.dispose(state);
  }
  writeWeights(network, weights);
  if (velocity === undefined) return;
  const row = tf.tensor1d(velocity);
  optimizer.restore(row);
  row.dispose();
}
