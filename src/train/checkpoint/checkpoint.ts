import type { KernelChoice, StoredTensors } from "../../nn/mod.ts";
import type { ModelData } from "../model_data.ts";

/** How far a run has come. */
export interface Progress {
  /** Epochs that are done, tested and in the metrics. */
  readonly epochs: number;
  /** Steps done in the epoch after these; all of them where only the test is missing. */
  readonly steps: number;
  /** Sum of the losses of these steps. */
  readonly lossSum: number;
  /** Seconds these steps took. */
  readonly epochSeconds: number;
  /** Seconds since the first step of the run, without those between being stopped and going on. */
  readonly seconds: number;
  /** The epoch with the highest top-1 accuracy so far, the first of equal ones. */
  readonly best: { readonly epoch: number; readonly top1: number } | null;
}

/** Everything of a run that changes as it goes: what must be kept to go on as if nothing had happened. */
export interface Checkpoint {
  /** How far the run has come. */
  readonly progress: Progress;
  /** Weights and running statistics, by the names of a PyTorch state dict. */
  readonly weights: StoredTensors;
  /** What the optimiser remembers, see `Optimizer.velocity()`; `undefined` before the first step. */
  readonly velocity: Float32Array<ArrayBuffer> | undefined;
  /** The average of the weights over the steps, by the same names; `undefined` where none is kept. */
  readonly average: StoredTensors | undefined;
  /** What learned masks have become, see `Automixer.state()`; `undefined` where none are learned. */
  readonly automix: StoredTensors | undefined;
}

/** What a run is, as a checkpoint records it: a run with another identity is another run. */
export interface Identity {
  /** The resolved configuration, laid out as in a file. */
  readonly config: unknown;
  /** The recipe, as `describe()` prints it. */
  readonly recipe: string;
  /** SHA-256 of images and labels, see `dataDigest()`. */
  readonly data: string;
  /** The facts that the network knows of the images; checkpoints of version 0.1.0 lack them. */
  readonly images?: ModelData;
  /** Where it computes; another device gives the same run but for rounding. */
  readonly device: string;
  /** The tfjs backend of the device. */
  readonly backend: string;
  /** The kernels that convolve: a run that goes on keeps them. */
  readonly kernels: KernelChoice;
  /** What computes. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Where a run begins. */
export const beginning: Progress = {
  epochs: 0,
  steps: 0,
  lossSum: 0,
  epochSeconds: 0,
  seconds: 0,
  best: null,
};

/** The weights that are tested and used: the average, where there is one. */
export function testedWeights({ weights, average }: Pick<Checkpoint, "weights" | "average">): StoredTensors {
  return average ?? weights;
}
