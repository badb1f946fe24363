import { type Automixer, automixer } from "../automix/mod.ts";
import { softCrossEntropy } from "./loss.ts";
import type { Run } from "./prepare.ts";
import { runKeys } from "./run_keys.ts";
import { sgd } from "./sgd.ts";

/**
 * What learns masks in a run, where its recipe has learned masks. Its weight decay is that of OpenMixup, 1e-4.
 *
 * @throws {RangeError} If masks would be learned from images that another recipe has mixed.
 */
export function learnMasks(
  { config, recipe, network, follower, stepsPerEpoch }: Run,
): Automixer | undefined {
  return follower && automixer({
    network,
    follower,
    recipe,
    steps: config.epochs * stepsPerEpoch,
    crossEntropy: softCrossEntropy,
    optimizer: sgd({ weightDecay: 1e-4 }),
    from: runKeys(config.seed).masks,
  });
}
