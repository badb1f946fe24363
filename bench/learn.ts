import type { Dataset } from "../src/data/mod.ts";
import { type Network, network } from "../src/nn/mod.ts";
import { fold } from "../src/random/mod.ts";
import type { Recipe } from "../src/recipe/recipe.ts";
import {
  batches,
  cosine,
  evaluate,
  type Evaluation,
  type FedBatch,
  runKeys,
  sgd,
  type SgdOptions,
} from "../src/train/mod.ts";
import { feedBatch } from "../src/train/feed.ts";
import { trainStep } from "../src/train/train_step.ts";

/** What is learned by what, and how. */
export interface Lesson {
  readonly dataset: Dataset;
  /** Name of a network. */
  readonly model: string;
  readonly recipe: Recipe;
  /** Of the first weights, the order of the images and the mixing. */
  readonly seed: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** The learning rate at the start; it falls to 0 along a cosine. */
  readonly lr: number;
  readonly optimizer: SgdOptions;
}

/** Who looks on. */
export interface Watcher {
  /** The network before the first step. */
  readonly start?: (network: Network) => void | Promise<void>;
  /** The batch of every step. */
  readonly step?: (fed: FedBatch) => void;
}

/** Trains a network of its own on the backend that is set, without crop and flip, and measures it on the test images. */
export async function learn(lesson: Lesson, { start, step: see }: Watcher = {}): Promise<Evaluation> {
  const { dataset, model, recipe, seed, epochs, batchSize, lr, optimizer } = lesson;
  const { height, width, classNames } = dataset, keys = runKeys(seed);
  const options = { ...dataset, size: [height, width], classes: classNames.length } as const;
  const learner = {
    network: network(model, options, keys.network),
    optimizer: sgd(optimizer),
    recipe,
    dataset,
    partners: "batch" as const,
    labelSmoothing: 0,
  };
  await start?.(learner.network);
  const orders = Array.from(
    { length: epochs },
    (_, epoch) => batches(dataset.train.count, batchSize, fold(keys.order, epoch)),
  ).flat();
  const rate = cosine({ lr, steps: orders.length });
  for (const [step, ids] of orders.entries()) {
    const fed = await feedBatch(learner, ids, fold(keys.mixing, step), 0);
    see?.(fed);
    const loss = await trainStep(learner, fed, { lr: rate(step), step });
    await loss.data();
    loss.dispose();
  }
  const evaluation = await evaluate(learner.network, dataset, { batchSize: 200 });
  learner.network.dispose();
  learner.optimizer.dispose();
  return evaluation!;
}

/** Mean and standard deviation of some numbers, as text. */
export function spread(values: readonly number[], digits: number): string {
  const mean = average(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
    Math.max(1, values.length - 1);
  return `${mean.toFixed(digits)} ± ${Math.sqrt(variance).toFixed(digits)}`;
}

/** The mean of some numbers. */
export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
