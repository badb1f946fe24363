import * as tf from "@tensorflow/tfjs";
import { mixBatch } from "../engine/webgpu/mod.ts";
import type { Network } from "../nn/mod.ts";
import type { FedBatch, FeedSource } from "./feed.ts";
import { softCrossEntropy } from "./loss.ts";
import type { Optimizer } from "./sgd.ts";

/** What learns, from what, by which rule. */
export interface Learner extends FeedSource {
  /** The network; its variables change with each step. */
  readonly network: Network;
  /** The rule that changes them. */
  readonly optimizer: Optimizer;
}

/**
 * Takes one step: mixes a batch, and moves the network against the gradient of its loss.
 *
 * @param learner What learns.
 * @param fed The batch and its plan.
 * @param lr The learning rate.
 * @returns The mean cross-entropy of the mixed batch before the step, still on the device. The caller disposes it.
 */
export function trainStep(
  { network, optimizer, recipe }: Pick<Learner, "network" | "optimizer" | "recipe">,
  { batch, plan }: FedBatch,
  lr: number,
): tf.Scalar {
  const mixed = mixBatch(recipe, batch, plan);
  const { value, grads } = tf.variableGrads(
    () => softCrossEntropy(network.apply(mixed.images, { training: true }), mixed.labels),
    [...network.variables],
  );
  optimizer.step(network.variables, grads, lr);
  tf.dispose([mixed.images, mixed.labels, ...Object.values(grads)]);
  return value;
}
