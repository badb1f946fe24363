import * as tf from "@tensorflow/tfjs";
import type { Batch, Pixels } from "../batch.ts";
import { demand } from "../demand.ts";
import type { Plan } from "../plan/draw.ts";
import { mixBatch, type MixBatchOptions, type MixedTensors } from "../engine/tfjs/mod.ts";
import { fillPlan } from "../plan/fill_plan.ts";
import { flat } from "../mask/mod.ts";
import { blend } from "../mix/mod.ts";
import { identityView } from "../pair/mod.ts";
import type { Key } from "../random/mod.ts";
import type { Recipe } from "../recipe/recipe.ts";
import { follow } from "./follow.ts";
import {
  type CrossEntropy,
  type Encoder,
  type GenerationLoss,
  generationLoss,
  type LambdaOptions,
  type Lesson,
} from "./generation_loss.ts";
import { learnedMasks } from "./learned_masks.ts";
import { learnedMixture } from "./learned_mixture.ts";
import { type MixBlock, mixBlock, type MixBlockOptions } from "./mix_block.ts";
import { type MomentumOptions, momentumSchedule } from "./momentum_schedule.ts";
import { readImages } from "./read_images.ts";

/** What moves the weights of a Mix Block, as `sgd()` of `@miamix/miamix/train`. */
export interface Mover {
  /** Changes variables by their gradients, which go by the variables' names. */
  step(variables: readonly tf.Variable[], gradients: tf.NamedTensorMap, lr: number): void;
  /** What it remembers; it keeps it. */
  velocity(): tf.Tensor1D | undefined;
  /** Goes on from what it remembered, which is copied. */
  restore(velocity: tf.Tensor1D | undefined): void;
  /** Frees what it remembers. */
  dispose(): void;
}

/** What {@linkcode automixer} is made of. */
export interface AutomixerParts {
  /** The network that is trained. It is only read. */
  readonly network: Encoder;
  /** A second network of the same architecture: it becomes a slow copy of the first. */
  readonly follower: Encoder;
  /** The recipe whose learned masks are to be made. */
  readonly recipe: Recipe;
  /** Steps of the run. */
  readonly steps: number;
  /** What images that are mixed by the masks are judged by. */
  readonly crossEntropy: CrossEntropy;
  /** What moves the Mix Block; it is disposed with the block. */
  readonly optimizer: Mover;
  /** The key of the Mix Block's first weights. */
  readonly from: Key;
}

/** Options of {@linkcode automixer}. */
export interface AutomixerOptions {
  /** How masks are made. */
  readonly block?: MixBlockOptions;
  /** How slowly the follower follows. */
  readonly momentum?: MomentumOptions;
  /** The loss of the means of masks. */
  readonly lambda?: LambdaOptions & {
    /** Whether its weight falls to 0 along half a cosine. @default {false} (OpenMixup for small images) */
    readonly anneal?: boolean;
  };
  /** The learning rate of the Mix Block at first, ≥ 0. @default {0.1} (OpenMixup) */
  readonly lr?: number;
  /** The learning rate of the Mix Block at the end of its cosine, ≥ 0. @default {0.001} (OpenMixup for Tiny-ImageNet) */
  readonly lastLr?: number;
}

/** A batch mixed by learned masks, and what masks can learn from. */
export interface MixedLesson extends Omit<Lesson, "plan"> {
  /** The mixed batch. */
  readonly mixed: MixedTensors;
  /** Frees all of it. */
  dispose(): void;
}

/** Makes masks and learns to make better ones, beside a network that is trained on what they mix. */
export interface Automixer {
  /** What makes the masks. */
  readonly block: MixBlock;
  /** The recipe from which {@linkcode Automixer.learn} wants plans: it draws pairs of its own. */
  readonly lessons: Recipe;
  /** Mixes a batch by masks of the block; nothing of it is learned from. */
  mix(batch: Batch<Pixels>, plan: Plan, options?: MixBatchOptions): Promise<MixedLesson>;
  /**
   * Moves the Mix Block against the gradient of its loss.
   *
   * @param lesson From {@linkcode Automixer.mix}.
   * @param plan Drawn from `lessons` for the same batch.
   * @param step Steps done before.
   * @returns The loss before the step, still on the device. The caller disposes it.
   */
  learn(lesson: MixedLesson, plan: Plan, step: number): GenerationLoss;
  /** Moves the follower towards the network, after the network has taken a step; `step` counts those before it. */
  follow(step: number): void;
  /** Everything that changes from step to step, by name. The tensors stay its own. */
  state(): Readonly<Record<string, tf.Tensor>>;
  /**
   * Makes it what it was when a state was taken.
   *
   * @throws {RangeError} If a tensor is missing or has another shape.
   */
  restore(state: Readonly<Record<string, tf.Tensor>>): void;
  /** Frees what it has made and the optimizer, but not the networks. */
  dispose(): void;
}

const VELOCITY = "velocity";

/**
 * AutoMix (Liu et al. 2022, arXiv 2103.13027): a Mix Block learns masks while a network learns from what they mix.
 *
 * A slow copy of the network gives the features that masks are made of, and judges other pairs of the same batch mixed by
 * the masks; only the Mix Block learns from that judgement (the paper's momentum pipeline). The network is trained on the
 * mixed batch and on the anchors as they are, with the same head for both (our choice: OpenMixup has two).
 *
 * A step costs a pass of the copy's inner part over the batch, once more where views differ, and a forward and a backward
 * pass of it; and a forward and a backward pass of the network on the anchors.
 *
 * @throws {RangeError} If the recipe asks for no learned masks, or an option is out of its range.
 */
export function automixer(parts: AutomixerParts, options: AutomixerOptions = {}): Automixer {
  const { network, follower, recipe, steps, crossEntropy, optimizer, from } = parts;
  const { lambda: { anneal = false, ...lambda } = {}, lr = 0.1, lastLr = 0.001 } = options;
  const mixture = learnedMixture(recipe);
  demand(mixture !== undefined, "build automixer()", "the recipe must have a learned mask", "none");
  for (const [name, rate] of Object.entries({ lr, lastLr })) {
    demand(rate >= 0 && Number.isFinite(rate), "build automixer()", `${name} must be >= 0`, rate);
  }
  const momentum = momentumSchedule(steps, options.momentum);
  const block = mixBlock(network.featureShape, from, options.block);
  const learned = Object.values(block.weights);
  const state = () => ({
    ...Object.fromEntries(follower.variables.map((variable, i) => [`follower.${i}`, variable])),
    ...Object.fromEntries(Object.entries(block.weights).map(([name, weight]) => [`block.${name}`, weight])),
  });
  follow(follower.variables, network.variables, 0);
  return {
    block,
    lessons: { ...mixture, view: identityView(), mask: flat(), blend: blend({ labels: "orig" }) },

    async mix(batch, plan, options) {
      const { height, width } = plan, { partner, learned: asked } = plan.passes[0]!;
      const read = readImages(batch, plan);
      const features = follower.features(read.anchors, { training: true });
      const masks = tf.tidy(() => {
        const others = read.partners === undefined
          ? tf.gather(features, tf.tensor1d(Int32Array.from(partner), "int32")) as tf.Tensor4D
          : follower.features(read.partners, { training: true });
        return learnedMasks(block, features, others, asked, [height, width]);
      });
      const mixed = tf.getBackend() === "webgpu"
        ? mixBatch(recipe, batch, plan, { ...options, learned: [masks] })
        : mixBatch(recipe, batch, fillPlan(plan, [await masks.data<"float32">()]), options);
      tf.dispose([masks, read.partners ?? []]);
      const { anchors: images, labels } = read;
      const dispose = () => {
        const { lambda, masks } = mixed.details ?? {};
        tf.dispose([mixed.images, mixed.labels, lambda ?? [], masks ?? [], images, labels, features]);
      };
      return { mixed, images, labels, features, dispose };
    },

    learn(lesson, plan, step) {
      const share = along(step / steps);
      const weight = (lambda.weight ?? 0.1) * (anneal ? share : 1);
      let loss!: GenerationLoss;
      const { value, grads } = tf.variableGrads(() => {
        loss = generationLoss(block, follower, { ...lesson, plan: plan.passes[0]! }, crossEntropy, {
          ...lambda,
          weight,
        });
        tf.keep(loss.classification);
        tf.keep(loss.lambda);
        return tf.add(loss.classification, loss.lambda);
      }, learned);
      optimizer.step(learned, grads, lastLr + (lr - lastLr) * share);
      tf.dispose([value, grads]);
      return loss;
    },

    follow: (step) => follow(follower.variables, network.variables, momentum(step)),

    state() {
      const velocity = optimizer.velocity();
      return { ...state(), ...(velocity && { [VELOCITY]: velocity }) };
    },

    restore(saved) {
      for (const [name, variable] of Object.entries(state())) {
        const { shape } = saved[name] ?? { shape: undefined };
        const rule = `${name} must have the shape [${variable.shape}]`;
        demand(`${shape}` === `${variable.shape}`, "restore automixer()", rule, shape);
      }
      for (const [name, variable] of Object.entries(state())) variable.assign(saved[name]!);
      optimizer.restore(saved[VELOCITY] as tf.Tensor1D | undefined);
    },

    dispose() {
      block.dispose();
      optimizer.dispose();
    },
  };
}

/** Half a cosine from 1 to 0. */
function along(way: number): number {
  return (1 + Math.cos(Math.PI * Math.min(1, way))) / 2;
}
