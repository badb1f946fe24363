import * as tf from "@tensorflow/tfjs";
import { fold } from "../random/mod.ts";
import { average } from "./average.ts";
import { batches } from "./batches.ts";
import {
  beginning,
  type Checkpoint,
  type Progress,
  restoreCheckpoint,
  takeCheckpoint,
} from "./checkpoint/mod.ts";
import { DivergedError } from "./diverged_error.ts";
import { evaluate, type Evaluation } from "./evaluate.ts";
import type { Metrics } from "./metrics.ts";
import type { Run } from "./prepare.ts";
import { runKeys } from "./run_keys.ts";
import { cosine } from "./schedule.ts";
import { sgd } from "./sgd.ts";
import { type EpochOptions, trainEpoch } from "./train_epoch.ts";

/** The world outside of a run. */
export interface TrainOptions extends EpochOptions {
  /** What to go on from; the run begins when there is nothing. @default {undefined} */
  readonly from?: Checkpoint | undefined;
}

/** How far a run has come. */
export interface StepProgress {
  /** Tells the kinds of progress apart. */
  readonly kind: "step";
  /** The epoch, from 1. */
  readonly epoch: number;
  /** Steps done since the start of the run. */
  readonly step: number;
  /** Mean loss of the epoch so far. */
  readonly loss: number;
  /** Training images a second in this epoch. */
  readonly imagesPerSecond: number;
  /** Seconds until the run is done, at the pace so far. */
  readonly secondsLeft: number;
  /** Bytes in use: of the GPU, or of the program where there is none. */
  readonly memory: number;
}

/** An epoch that is done. */
export interface EpochProgress {
  /** Tells the kinds of progress apart. */
  readonly kind: "epoch";
  /** What it came to. */
  readonly metrics: Metrics;
}

/** A time to go on from. */
export interface CheckpointProgress {
  /** Tells the kinds of progress apart. */
  readonly kind: "checkpoint";
  /** Why it is one: the run begins, an epoch or some steps are done, or the run stops here. */
  readonly cause: "begin" | "epoch" | "steps" | "stop";
  /** Steps done since the start of the run. */
  readonly step: number;
  /** Everything that is needed to go on. */
  readonly checkpoint: Checkpoint;
}

/**
 * Trains a network, and tells how it goes. All that is random derives from the seed of the configuration, so on the
 * same device the same run has the same metrics but for times, also when it was stopped and goes on from a checkpoint.
 *
 * When it is stopped it ends with a checkpoint of the step it has come to; when it diverges, with one of the last step
 * that was good, and an error.
 *
 * @param run What to train, from `prepare()`; its network changes.
 * @param options A clock, a way to stop, and what to go on from.
 * @throws {DivergedError} If a loss or a weight is not finite.
 * @throws {DeviceError} If the device fails.
 * @throws {WeightsError} If the checkpoint belongs to another network.
 */
export async function* train(
  run: Run,
  { now, signal, from }: TrainOptions,
): AsyncGenerator<StepProgress | EpochProgress | CheckpointProgress> {
  const { config, recipe, unmixed, dataset, network, stepsPerEpoch } = run;
  const { epochs, mixOffEpoch, warmupEpochs, batchSize, checkpointSteps, partners, labelSmoothing } = config;
  const total = epochs * stepsPerEpoch;
  const rate = cosine({ lr: config.lr, steps: total, warmup: warmupEpochs * stepsPerEpoch });
  const keys = runKeys(config.seed);
  const learner = {
    network,
    dataset,
    partners,
    labelSmoothing,
    optimizer: sgd(config),
    average: config.ema === null ? undefined : average(network, config.ema),
  };
  let progress = from?.progress ?? beginning;
  const stepOf = ({ epochs, steps }: Progress) => epochs * stepsPerEpoch + steps;
  const began = now() - 1000 * progress.seconds, firstStep = stepOf(progress), started = now();
  const pace = () => progress.steps * Math.min(batchSize, dataset.train.count) / progress.epochSeconds;
  const checkpoint = async (cause: CheckpointProgress["cause"]): Promise<CheckpointProgress> => ({
    kind: "checkpoint",
    cause,
    step: stepOf(progress),
    checkpoint: await takeCheckpoint(learner, progress),
  });
  try {
    if (from === undefined) yield await checkpoint("begin");
    else restoreCheckpoint(learner, from);
    while (progress.epochs < epochs && !outOfPatience(progress, config.patience)) {
      const epoch = progress.epochs + 1, stepsBefore = progress.epochs * stepsPerEpoch;
      const due = (steps: number) =>
        checkpointSteps !== null && (stepsBefore + steps) % checkpointSteps === 0;
      const plan = {
        epoch,
        stepsBefore,
        batches: batches(dataset.train.count, batchSize, fold(keys.order, epoch)),
        mixing: fold(keys.mixing, epoch),
        rate,
        due,
      };
      const mixes = mixOffEpoch === null || epoch <= mixOffEpoch;
      const epochLearner = { ...learner, recipe: mixes ? recipe : unmixed };
      for await (const { diverged, ...soFar } of trainEpoch(epochLearner, plan, { now, signal }, progress)) {
        progress = { ...progress, ...soFar, seconds: (now() - began) / 1000 };
        if (diverged !== undefined) {
          yield await checkpoint("stop");
          throw diverged;
        }
        const step = stepOf(progress);
        yield {
          kind: "step",
          epoch,
          step,
          loss: progress.lossSum / progress.steps,
          imagesPerSecond: pace(),
          secondsLeft: (now() - started) / 1000 * (total - step) / (step - firstStep),
          memory: memory(),
        };
        if (due(progress.steps) && progress.steps < stepsPerEpoch) yield await checkpoint("steps");
      }
      const test = await tested();
      if (test === undefined || !Number.isFinite(test.loss)) {
        yield await checkpoint("stop");
        if (test === undefined) return;
        throw new DivergedError(
          `the loss must be finite, current value is ${test.loss} on the test images after epoch ${epoch}`,
        );
      }
      const metrics = {
        epoch,
        step: stepOf(progress),
        trainLoss: progress.lossSum / progress.steps,
        testLoss: test.loss,
        top1: test.top1,
        top5: test.top5,
        lr: rate(stepOf(progress) - 1),
        seconds: (now() - began) / 1000,
        imagesPerSecond: pace(),
      };
      yield { kind: "epoch", metrics };
      progress = after(progress, metrics);
      yield await checkpoint("epoch");
    }
  } finally {
    learner.optimizer.dispose();
    learner.average?.dispose();
  }

  /** Tests the network, or its average; `undefined` if the run was stopped. */
  async function tested(): Promise<Evaluation | undefined> {
    if (signal?.aborted) return undefined;
    const work = () => evaluate(network, dataset, { batchSize, signal });
    return learner.average === undefined ? await work() : await learner.average.during(work);
  }
}

function after({ best, epochs }: Progress, { top1, epoch, seconds }: Metrics): Progress {
  return {
    ...beginning,
    epochs: epochs + 1,
    seconds,
    best: best === null || top1 > best.top1 ? { epoch, top1 } : best,
  };
}

/** Whether so many epochs have passed without a better one. */
export function outOfPatience({ epochs, best }: Progress, patience: number | null): boolean {
  return patience !== null && best !== null && epochs - best.epoch >= patience;
}

function memory(): number {
  const { numBytesAllocatedInGPU } = tf.memory() as { readonly numBytesAllocatedInGPU?: number };
  return numBytesAllocatedInGPU ?? Deno.memoryUsage().rss;
}
