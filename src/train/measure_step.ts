import { batches } from "./batches.ts";
import type { Config } from "./config.ts";
import { readBack } from "./read_back.ts";
import { runKeys } from "./run_keys.ts";
import { sgd } from "./sgd.ts";
import { type Learner, trainStep } from "./train_step.ts";

/**
 * Measures a training step of a run on the backend that is set, after a first one that compiles and allocates.
 *
 * @param learner What would learn. Its network is trained a little and disposed.
 * @param config The configuration of the run.
 * @param now A clock in milliseconds.
 * @returns Seconds a step.
 */
export async function measureStep(
  learner: Omit<Learner, "optimizer">,
  { batchSize, lr, momentum, weightDecay, seed }: Config,
  now: () => number,
): Promise<number> {
  const optimizer = sgd({ momentum, weightDecay });
  const { order, mixing } = runKeys(seed);
  const [ids = new Uint32Array()] = batches(learner.dataset.train.count, batchSize, order);
  const step = () => readBack(trainStep({ ...learner, optimizer }, ids, mixing, lr));
  try {
    await step();
    const started = now();
    for (let i = 0; i < STEPS; i++) await step();
    return (now() - started) / 1000 / STEPS;
  } finally {
    optimizer.dispose();
    learner.network.dispose();
  }
}

/** Few, because a user waits for them. */
const STEPS = 2;
