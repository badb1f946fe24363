import * as tf from "@tensorflow/tfjs";
import { learnMasks } from "./learn_masks.ts";
import { average } from "./average.ts";
import {
  beginning,
  type Checkpoint,
  type Progress,
  restoreCheckpoint,
  takeCheckpoint,
} from "./checkpoint/mod.ts";
import { DivergedError } from "./diverged_error.ts";
import { epochPlan, rateOf } from "./epoch_plan.ts";
import { evaluate, type Evaluation } from "./evaluate.ts";
import type { Metrics } from "./metrics.ts";
import type { Run } from "./prepare.ts";
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
  const { config, dataset, network, stepsPerEpoch } = run;
  const { batchSize, momentum, weightDecay, ema, partners, labelSmoothing } = config;
  const learner = {
    network,
    dataset,
    partners,
    labelSmoothing,
    optimizer: sgd({ momentum, weightDecay }),
    average: ema === null ? undefined : average(network, ema),
    automixer: learnMasks(run),
  };
  const rate = rateOf(run);
  let progress = from?.progress ?? beginning;
  const step = () => progress.epochs * stepsPerEpoch + progress.steps;
  const start = now(), before = { step: step(), seconds: progress.seconds };
  const seconds = () => (now() - start) / 1000;
  const pace = () => progress.steps * Math.min(batchSize, dataset.train.count) / progress.epochSeconds;
  const checkpoint = async (cause: CheckpointProgress["cause"]): Promise<CheckpointProgress> => ({
    kind: "checkpoint",
    cause,
    step: step(),
    checkpoint: await takeCheckpoint(learner, progress),
  });
  const test = (): Promise<Evaluation | undefined> => {
    const work = () => evaluate(network, dataset, { batchSize, signal });
    return learner.average === undefined ? work() : learner.average.during(work);
  };
  try {
    if (from === undefined) yield await checkpoint("begin");
    else restoreCheckpoint(learner, from);
    while (progress.epochs < config.epochs && !outOfPatience(progress, config.patience)) {
      const { recipe, ...plan } = epochPlan(run, rate, progress.epochs + 1);
      const { epoch } = plan;
      const lessons = recipe === run.recipe ? learner.automixer?.lessons : undefined;
      const soFars = trainEpoch({ ...learner, recipe, lessons }, plan, { now, signal }, progress);
      for await (const { diverged, ...soFar } of soFars) {
        progress = { ...progress, ...soFar, seconds: before.seconds + seconds() };
        if (diverged !== undefined) {
          yield await checkpoint("stop");
          throw diverged;
        }
        const left = config.epochs * stepsPerEpoch - step();
        yield {
          kind: "step",
          epoch,
          step: step(),
          loss: progress.lossSum / progress.steps,
          imagesPerSecond: pace(),
          secondsLeft: seconds() * left / (step() - before.step),
          memory: memory(),
        };
        if (plan.due(progress.steps) && progress.steps < stepsPerEpoch) yield await checkpoint("steps");
      }
      const tested = signal?.aborted ? undefined : await test();
      if (tested === undefined || !Number.isFinite(tested.loss)) {
        yield await checkpoint("stop");
        if (tested === undefined) return;
        throw new DivergedError(
          `the loss must be finite, current value is ${tested.loss} on the test images after epoch ${epoch}`,
        );
      }
      const metrics = {
        epoch,
        step: step(),
        trainLoss: progress.lossSum / progress.steps,
        testLoss: tested.loss,
        top1: tested.top1,
        top5: tested.top5,
        lr: rate(step() - 1),
        seconds: before.seconds + seconds(),
        imagesPerSecond: pace(),
      };
      yield { kind: "epoch", metrics };
      progress = after(progress, metrics);
      yield await checkpoint("epoch");
    }
  } finally {
    learner.optimizer.dispose();
    learner.average?.dispose();
    learner.automixer?.dispose();
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
