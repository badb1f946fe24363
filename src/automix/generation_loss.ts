import * as tf from "@tensorflow/tfjs";
import type { PassPlan } from "../plan/draw.ts";
import type { Network } from "../nn/mod.ts";
import { lambdaLoss } from "./lambda_loss.ts";
import type { MixBlock } from "./mix_block.ts";

/** A network that AutoMix can learn with. */
export type Encoder = Pick<Network, "variables" | "features" | "featureShape" | "apply">;

/** Cross-entropy of soft labels, as `softCrossEntropy()` of `@miamix/miamix/train`. */
export type CrossEntropy = (labels: tf.Tensor2D, logits: tf.Tensor2D) => tf.Scalar;

/** What masks are judged by. */
export interface Lesson {
  /** `[batch, height, width, channels]`, as they are. */
  readonly images: tf.Tensor4D;
  /** `[batch, classes]` */
  readonly labels: tf.Tensor2D;
  /** What the encoder makes of the images. */
  readonly features: tf.Tensor4D;
  /** Who is mixed with whom in the batch, and the label weight of the anchors. */
  readonly plan: Pick<PassPlan, "partner" | "lambda">;
}

/** How much the mean of a mask counts. */
export interface LambdaOptions {
  /** The weight of the λ loss, ≥ 0. @default {0.1} (`mask_loss` of OpenMixup) */
  readonly weight?: number;
  /** How far the mean of a mask may be from the ratio, in `[0, 1]`. @default {0.1} (OpenMixup) */
  readonly margin?: number;
}

/** The two parts of the loss of masks, each with its weight. */
export interface GenerationLoss {
  /** How well the encoder finds both classes in what was mixed, in nats. */
  readonly classification: tf.Scalar;
  /** How far the means of the masks are from the ratio. */
  readonly lambda: tf.Scalar;
}

/**
 * What a Mix Block learns from (AutoMix, Liu et al. 2022): images mixed by its masks are to be classified by the slow
 * encoder as the ratio says, and the masks are to have the mean that was asked for, within a margin.
 *
 * Gradients flow through the encoder and the mixed images into the block, and not into the encoder or the features.
 */
export function generationLoss(
  block: Pick<MixBlock, "masks">,
  encoder: Pick<Encoder, "apply">,
  { images, labels, features, plan }: Lesson,
  crossEntropy: CrossEntropy,
  { weight = 0.1, margin = 0.1 }: LambdaOptions = {},
): GenerationLoss {
  const [batch, height, width] = images.shape;
  const partner = tf.tensor1d(Int32Array.from(plan.partner), "int32"), share = tf.tensor1d(plan.lambda);
  const masks = block.masks(features, tf.gather(features, partner), share, [height, width]);
  const mixed = between(tf.gather(images, partner), images, masks.reshape([batch, height, width, 1]));
  const targets = between(tf.gather(labels, partner), labels, share.reshape([batch, 1]));
  const logits = encoder.apply(mixed as tf.Tensor4D, { training: true, frozen: true });
  return {
    classification: crossEntropy(targets as tf.Tensor2D, logits),
    lambda: tf.mul(lambdaLoss(masks, share, margin), weight) as tf.Scalar,
  };
}

/** `from + share·(to - from)` */
function between(from: tf.Tensor, to: tf.Tensor, share: tf.Tensor): tf.Tensor {
  return tf.add(from, tf.mul(share, tf.sub(to, from)));
}
