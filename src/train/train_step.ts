import * as tf from "@tensorflow/tfjs";
import { mixBatch } from "../engine/tfjs/mod.ts";
import type { Network } from "../nn/mod.ts";
import type { Average } from "./average.ts";
import type { FedBatch, FeedSource } from "./feed.ts";
import { softCrossEntropy } from "./loss.ts";
import type { Optimizer } from "./sgd.ts";

/** What learns, from what, by which rule. */
export interface Learner extends FeedSource {
  /** The network; its variables change with each step. */
  readonly network: Network;
  /** The rule that changes them. */
  readonly optimizer: Optimizer;
  /** The share of every mixed label that is spread evenly over all classes, in `[0, 1)`. */
  readonly labelSmoothing: number;
  /** The average of the network over the steps, where one is kept. */
  readonly average?: Average | undefined;
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
  { network, optimizer, recipe, labelSmoothing }: Pick<
    Learner,
    "network" | "optimizer" | "recipe" | "labelSmoothing"
  >,
  { batch, plan }: FedBatch,
  lr: number,
): tf.Scalar {
  const mixed = mixBatch(recipe, batch, plan);
  const labels = smooth(mixed.labels, labelSmoothing);
  const { value, grads } = tf.variableGrads(
    () => softCrossEntropy(network.apply(mixed.images, { training: true }), labels),
    [...network.variables],
  );
  optimizer.step(network.variables, grads, lr);
  tf.dispose([mixed.images, mixed.labels, labels, ...Object.values(grads)]);
  return value;
}

/** Label smoothing (Szegedy et al. 2016): `(1 - share)·y + share / classes`, after mixing as in timm. */
function smooth(labels: tf.Tensor2D, share: number): tf.Tensor2D {
  if (share === 0) return labels;
  return tf.tidy(() => tf.add(tf.mul(labels, 1 - share), share / labels.shape[1]));
}
