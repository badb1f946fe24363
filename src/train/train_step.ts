import * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../data/mod.ts";
import { mixBatch } from "../engine/webgpu/mod.ts";
import type { Network } from "../nn/mod.ts";
import type { Key } from "../random/mod.ts";
import type { Recipe } from "../recipe.ts";
import { softCrossEntropy } from "./loss.ts";
import type { Optimizer } from "./sgd.ts";
import { takeBatch } from "./take_batch.ts";

/** What learns, from what, by which rule. */
export interface Learner {
  /** The network; its variables change with each step. */
  readonly network: Network;
  /** The rule that changes them. */
  readonly optimizer: Optimizer;
  /** How the images are mixed. */
  readonly recipe: Recipe;
  /** Where the images come from. */
  readonly dataset: Dataset;
}

/**
 * Takes one step: mixes a batch, and moves the network against the gradient of its loss.
 *
 * @param learner What learns.
 * @param ids The training samples of the batch.
 * @param from The key of the batch's mixing.
 * @param lr The learning rate.
 * @returns The mean cross-entropy of the mixed batch before the step, still on the device. The caller disposes it.
 */
export function trainStep(
  { network, optimizer, recipe, dataset }: Learner,
  ids: Uint32Array,
  from: Key,
  lr: number,
): tf.Scalar {
  const batch = takeBatch(dataset.train, dataset, ids);
  const mixed = mixBatch(recipe, { ...batch, classes: dataset.classNames.length, ids }, from);
  const { value, grads } = tf.variableGrads(
    () => softCrossEntropy(network.apply(mixed.images, { training: true }), mixed.labels),
    [...network.variables],
  );
  optimizer.step(network.variables, grads, lr);
  tf.dispose([mixed.images, mixed.labels, ...Object.values(grads)]);
  return value;
}
