import { batches } from "./batches.ts";
import type { Config } from "./config.ts";
import { feedBatch } from "./feed.ts";
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
 * @param enough Seconds: a step that takes longer than this is not measured a second time.
 * @returns Seconds a step.
 */
export async function measureStep(
  learner: Omit<Learner, "optimizer" | "labelSmoothing">,
  { batchSize, lr, momentum, weightDecay, labelSmoothing, seed }: Config,
  now: () => number,
  enough: number,
): Promise<number> {
  const optimizer = sgd({ momentum, weightDecay });
  const { order, mixing } = runKeys(seed);
  const [ids = new Uint32Array()] = batches(learner.dataset.train.count, batchSize, order);
  const step = async () => {
    const started = now();
    const fed = await feedBatch(learner, ids, mixing, 0);
    await readBack(await trainStep({ ...learner, optimizer, labelSmoothing }, fed, { lr, step: 0 }));
    return (now() - started) / 1000;
  };
  try {
    await step();
    const first = await step();
    return first > enough ? first : Math.min(first, await step());
  } finally {
    optimizer.dispose();
    learner.network.dispose();
  }
}
