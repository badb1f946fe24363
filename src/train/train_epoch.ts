import * as tf from "@tensorflow/tfjs";
import type { Key } from "../random/mod.ts";
import { ahead } from "./ahead.ts";
import { DivergedError } from "./diverged_error.ts";
import { type FedBatch, feed } from "./feed.ts";
import { flat } from "./flat.ts";
import { readBack } from "./read_back.ts";
import { type Snapshot, snapshot } from "./snapshot.ts";
import { type Learner, trainStep } from "./train_step.ts";
import { turn } from "./turn.ts";

/** What an epoch is made of. */
export interface EpochPlan {
  /** The epoch, from 1. */
  readonly epoch: number;
  /** Steps done before the epoch. */
  readonly stepsBefore: number;
  /** The training samples of each step. */
  readonly batches: readonly Uint32Array[];
  /** The key of the epoch's mixing. */
  readonly mixing: Key;
  /** The learning rate after a number of steps. */
  readonly rate: (stepsDone: number) => number;
  /** Whether the losses are to be known after a number of steps of the epoch, whatever the clock says. */
  readonly due: (steps: number) => boolean;
}

/** The world outside of an epoch. */
export interface EpochOptions {
  /** A clock in milliseconds. */
  readonly now: () => number;
  /** Stops before the next step. */
  readonly signal?: AbortSignal | undefined;
}

/** How far an epoch has come. */
export interface EpochSoFar {
  /** Steps done in the epoch. */
  readonly steps: number;
  /** Sum of the losses of these steps. */
  readonly lossSum: number;
  /** Seconds they took. */
  readonly epochSeconds: number;
  /** What ends the run here: the network is as it was after the last good step. */
  readonly diverged?: DivergedError;
}

/** Losses are read back about this often: often enough to watch, too seldom to slow a GPU down. */
const READ_BACK_SECONDS = 0.25;
/** The most steps between two read-backs, so that a device is never far behind its orders. */
const MOST_PENDING = 32;

/**
 * Trains for an epoch or the rest of one, until it is done, stopped, or diverges. Yields at each read-back of losses;
 * when that happens depends on the clock, what is computed does not. At a yield the network is as the steps told have
 * made it, and finite.
 *
 * @param learner What learns; it is as the steps of `from` have made it.
 * @param plan What the epoch is made of.
 * @param options A clock, and a way to stop.
 * @param from How far the epoch had come.
 * @throws {DeviceError} If the device fails.
 */
export async function* trainEpoch(
  learner: Learner,
  plan: EpochPlan,
  { now, signal }: EpochOptions,
  from: EpochSoFar,
): AsyncGenerator<EpochSoFar> {
  const started = now();
  const seconds = () => Math.max(1, now() - started) / 1000; // a clock may stand still for a short step
  let { steps, lossSum } = from;
  let good = snapshot(learner), pending: tf.Scalar[] = [], every = 1;
  try {
    for await (const fed of ahead(feed(learner, plan.batches, plan.mixing, steps))) {
      if (!signal?.aborted) {
        pending.push(await takeStep(learner, plan, fed, steps + pending.length));
        const reached = steps + pending.length;
        if (pending.length < every && reached < plan.batches.length && !plan.due(reached)) continue;
      }
      if (pending.length === 0) return;
      const { losses, finite } = await known(learner, pending);
      pending = [];
      const allGood = finite && losses.every(Number.isFinite);
      const kept = allGood ? losses.length : await goBack(learner, plan, good, steps, losses);
      lossSum = losses.slice(0, kept).reduce((sum, loss) => sum + loss, lossSum);
      steps += kept;
      const soFar = { steps, lossSum, epochSeconds: from.epochSeconds + seconds() };
      if (!allGood) return yield { ...soFar, diverged: divergence(plan, steps, losses[kept]!) };
      good.dispose();
      good = snapshot(learner);
      every = Math.round(READ_BACK_SECONDS * (steps - from.steps) / seconds());
      every = Math.min(Math.max(1, every), MOST_PENDING);
      yield soFar;
      await turn();
    }
  } finally {
    tf.dispose(pending);
    good.dispose();
  }
}

async function takeStep(
  learner: Learner,
  { stepsBefore, rate }: EpochPlan,
  fed: FedBatch,
  step: number,
): Promise<tf.Scalar> {
  const loss = await trainStep(learner, fed, { lr: rate(stepsBefore + step), step: stepsBefore + step });
  learner.average?.update(stepsBefore + step);
  return loss;
}

/** Reads losses back, disposes them, and looks whether the network is finite. */
async function known(
  { network }: Learner,
  losses: readonly tf.Scalar[],
): Promise<{ readonly losses: readonly number[]; readonly finite: boolean }> {
  const size = tf.tidy(() => tf.sum(tf.abs(flat([...network.variables, ...network.buffers]))));
  const values = await readBack(tf.tidy(() => tf.stack([...losses, size])));
  tf.dispose([...losses, size]);
  return { losses: [...values.subarray(0, -1)], finite: Number.isFinite(values.at(-1)) };
}

/**
 * Takes the steps after a good time once more, up to the last one that leaves the network finite.
 *
 * @returns How many there are.
 */
async function goBack(
  learner: Learner,
  plan: EpochPlan,
  good: Snapshot,
  steps: number,
  losses: readonly number[],
): Promise<number> {
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  for (let kept = bad < 0 ? losses.length - 1 : bad; kept > 0; kept--) {
    good.restore();
    const again: tf.Scalar[] = [];
    for await (const fed of feed(learner, plan.batches.slice(0, steps + kept), plan.mixing, steps)) {
      again.push(await takeStep(learner, plan, fed, steps + again.length));
    }
    if ((await known(learner, again)).finite) return kept;
  }
  good.restore();
  return 0;
}

/** What went wrong in the step after so many good ones. */
function divergence({ epoch, stepsBefore, batches }: EpochPlan, steps: number, loss: number): DivergedError {
  const where = `step ${stepsBefore + steps + 1}, in epoch ${epoch}`;
  const found = Number.isFinite(loss)
    ? `the weights must be finite, but are not after ${where}`
    : `the loss must be finite, current value is ${loss} at ${where}`;
  return new DivergedError(found, batches[steps]);
}
