import * as tf from "@tensorflow/tfjs";
import { mixBatch } from "../engine/tfjs/mod.ts";
import type { Automixer } from "../automix/mod.ts";
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
  /** What learns masks beside the network, where the recipe has learned masks. */
  readonly automixer?: Automixer | undefined;
}

/** When a step is taken. */
export interface StepTime {
  /** The learning rate. */
  readonly lr: number;
  /** Steps done before. */
  readonly step: number;
}

/**
 * Takes one step: mixes a batch, and moves the network against the gradient of its loss. Where masks are learned, the
 * network learns from the anchors as they are too, and the masks learn.
 *
 * @param learner What learns.
 * @param fed The batch and its plan.
 * @param time When.
 * @returns The mean cross-entropy of the mixed batch before the step, still on the device. The caller disposes it.
 */
export async function trainStep(
  { network, optimizer, recipe, labelSmoothing, automixer }: Pick<
    Learner,
    "network" | "optimizer" | "recipe" | "labelSmoothing" | "automixer"
  >,
  { batch, plan, lesson: pairs }: FedBatch,
  { lr, step }: StepTime,
): Promise<tf.Scalar> {
  const lesson = pairs && await automixer?.mix(batch, plan);
  const mixed = lesson?.mixed ?? mixBatch(recipe, batch, plan);
  const cost = (images: tf.Tensor4D, labels: tf.Tensor2D) =>
    softCrossEntropy(smooth(labels, labelSmoothing), network.apply(images, { training: true }));
  let loss!: tf.Scalar;
  const { value, grads } = tf.variableGrads(() => {
    loss = tf.keep(cost(mixed.images, mixed.labels));
    return lesson === undefined ? loss : tf.add(loss, cost(lesson.images, lesson.labels));
  }, [...network.variables]);
  const judged = lesson && automixer?.learn(lesson, pairs, step);
  optimizer.step(network.variables, grads, lr);
  if (lesson !== undefined) automixer?.follow(step);
  lesson?.dispose();
  const { classification = [], lambda = [] } = judged ?? {};
  tf.dispose([mixed.images, mixed.labels, classification, lambda, ...Object.values(grads)]);
  if (value !== loss) value.dispose();
  return loss;
}

/** Label smoothing (Szegedy et al. 2016): `(1 - share)·y + share / classes`, after mixing as in timm. */
function smooth(labels: tf.Tensor2D, share: number): tf.Tensor2D {
  if (share === 0) return labels;
  return tf.tidy(() => tf.add(tf.mul(labels, 1 - share), share / labels.shape[1]));
}
