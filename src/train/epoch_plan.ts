import { fold } from "../random/mod.ts";
import type { Recipe } from "../recipe/recipe.ts";
import { batches } from "./batches.ts";
import type { Run } from "./prepare.ts";
import { runKeys } from "./run_keys.ts";
import { cosine } from "./schedule.ts";
import type { EpochPlan } from "./train_epoch.ts";

/** The learning rate of a run after a number of steps. */
export function rateOf({ config, stepsPerEpoch }: Run): EpochPlan["rate"] {
  const { lr, epochs, warmupEpochs } = config;
  return cosine({ lr, steps: epochs * stepsPerEpoch, warmup: warmupEpochs * stepsPerEpoch });
}

/**
 * What an epoch of a run is made of, which is decided by the configuration and the epoch alone.
 *
 * @param run The run.
 * @param rate The learning rate after a number of steps.
 * @param epoch The epoch, from 1.
 */
export function epochPlan(
  { config, recipe, unmixed, dataset, stepsPerEpoch }: Run,
  rate: EpochPlan["rate"],
  epoch: number,
): EpochPlan & { readonly recipe: Recipe } {
  const { batchSize, checkpointSteps, mixOffEpoch, seed } = config;
  const keys = runKeys(seed);
  const stepsBefore = (epoch - 1) * stepsPerEpoch;
  return {
    epoch,
    stepsBefore,
    batches: batches(dataset.train.count, batchSize, fold(keys.order, epoch)),
    mixing: fold(keys.mixing, epoch),
    rate,
    due: (steps) => checkpointSteps !== null && (stepsBefore + steps) % checkpointSteps === 0,
    recipe: mixOffEpoch === null || epoch <= mixOffEpoch ? recipe : unmixed,
  };
}
