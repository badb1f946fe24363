import * as tf from "@tensorflow/tfjs";
import type { Key } from "../random/mod.ts";
import { ahead } from "./ahead.ts";
import { demandFinite } from "./demand_finite.ts";
import { feed } from "./feed.ts";
import { readBack } from "./read_back.ts";
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
}

/** The world outside of a run. */
export interface TrainOptions {
  /** A clock in milliseconds. */
  readonly now: () => number;
  /** Stops the run before its next step. */
  readonly signal?: AbortSignal | undefined;
}

/** How far an epoch has come. */
export interface EpochSoFar {
  /** Steps done in the epoch. */
  readonly steps: number;
  /** Mean loss of these steps. */
  readonly loss: number;
  /** Seconds they took. */
  readonly seconds: number;
}

/** Losses are read back about this often: often enough to watch, too seldom to slow a GPU down. */
const READ_BACK_SECONDS = 0.25;
/** The most steps between two read-backs, so that a device is never far behind its orders. */
const MOST_PENDING = 32;

/**
 * Trains for an epoch, or until it is stopped. Yields at each read-back of losses; when that happens depends on the
 * clock, what is computed does not.
 *
 * @throws {TrainError} If a loss is not finite.
 * @throws {DeviceError} If the device fails.
 */
export async function* trainEpoch(
  learner: Learner,
  { epoch, stepsBefore, batches, mixing, rate }: EpochPlan,
  { now, signal }: TrainOptions,
): AsyncGenerator<EpochSoFar> {
  const started = now();
  let index = 0, steps = 0, sum = 0, every = 1;
  let pending: tf.Scalar[] = [];
  try {
    for await (const fed of ahead(feed(learner, batches, mixing))) {
      if (signal?.aborted) return;
      pending.push(trainStep(learner, fed, rate(stepsBefore + index++)));
      if (pending.length < every && index < batches.length) continue;
      const losses = await readBack(tf.stack(pending));
      tf.dispose(pending);
      pending = [];
      for (const loss of losses) {
        demandFinite(loss, `in epoch ${epoch} at step ${stepsBefore + ++steps}`);
        sum += loss;
      }
      const seconds = Math.max(1, now() - started) / 1000; // a clock may stand still for a short step
      every = Math.min(Math.max(1, Math.round(READ_BACK_SECONDS * steps / seconds)), MOST_PENDING);
      yield { steps, loss: sum / steps, seconds };
      await turn();
    }
  } finally {
    tf.dispose(pending);
  }
}
