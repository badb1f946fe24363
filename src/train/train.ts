import { fold } from "../random/mod.ts";
import { batches } from "./batches.ts";
import { demandFinite } from "./demand_finite.ts";
import { evaluate } from "./evaluate.ts";
import type { Metrics } from "./metrics.ts";
import type { Run } from "./prepare.ts";
import { runKeys } from "./run_keys.ts";
import { cosine } from "./schedule.ts";
import { sgd } from "./sgd.ts";
import { type EpochSoFar, trainEpoch, type TrainOptions } from "./train_epoch.ts";

/** How far a run has come. */
export interface StepProgress {
  /** Tells the two kinds of progress apart. */
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
}

/** An epoch that is done. */
export interface EpochProgress {
  /** Tells the two kinds of progress apart. */
  readonly kind: "epoch";
  /** What it came to. */
  readonly metrics: Metrics;
}

/**
 * Trains a network, and tells how it goes. All that is random derives from the seed of the configuration, so on the
 * same device the same run has the same metrics but for times.
 *
 * @param run What to train, from `prepare()`; its network changes.
 * @param options A clock, and a way to stop.
 * @throws {TrainError} If a loss is not finite.
 * @throws {DeviceError} If the device fails.
 */
export async function* train(
  { config, recipe, unmixed, dataset, network, stepsPerEpoch }: Run,
  { now, signal }: TrainOptions,
): AsyncGenerator<StepProgress | EpochProgress> {
  const {
    epochs,
    mixOffEpoch,
    warmupEpochs,
    batchSize,
    lr,
    momentum,
    weightDecay,
    labelSmoothing,
    partners,
    seed,
  } = config;
  const total = epochs * stepsPerEpoch;
  const rate = cosine({ lr, steps: total, warmup: warmupEpochs * stepsPerEpoch });
  const optimizer = sgd({ momentum, weightDecay });
  const keys = runKeys(seed);
  const started = now();
  const seconds = () => (now() - started) / 1000;
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const plan = {
        epoch,
        stepsBefore: (epoch - 1) * stepsPerEpoch,
        batches: batches(dataset.train.count, batchSize, fold(keys.order, epoch)),
        mixing: fold(keys.mixing, epoch),
        rate,
      };
      let soFar: EpochSoFar = { steps: 0, loss: 0, seconds: 0 };
      const pace = () => soFar.steps * Math.min(batchSize, dataset.train.count) / soFar.seconds;
      const mixes = mixOffEpoch === null || epoch <= mixOffEpoch;
      const learner = {
        network,
        optimizer,
        recipe: mixes ? recipe : unmixed,
        dataset,
        partners,
        labelSmoothing,
      };
      for await (soFar of trainEpoch(learner, plan, { now, signal })) {
        const step = plan.stepsBefore + soFar.steps;
        const secondsLeft = seconds() * (total - step) / step;
        yield { kind: "step", epoch, step, loss: soFar.loss, imagesPerSecond: pace(), secondsLeft };
      }
      const test = await evaluate(network, dataset, { batchSize, signal });
      if (test === undefined) return;
      demandFinite(test.loss, `on the test images after epoch ${epoch}`);
      const step = epoch * stepsPerEpoch;
      const metrics = {
        epoch,
        step,
        trainLoss: soFar.loss,
        testLoss: test.loss,
        top1: test.top1,
        top5: test.top5,
        lr: rate(step - 1),
        seconds: seconds(),
        imagesPerSecond: pace(),
      };
      yield { kind: "epoch", metrics };
    }
  } finally {
    optimizer.dispose();
  }
}
