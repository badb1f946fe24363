import { demand } from "../demand.ts";

/** Options of {@linkcode momentumSchedule}. */
export interface MomentumOptions {
  /** The momentum that is held at first, in `[0, 1]`. @default {0.999} (OpenMixup) */
  readonly start?: number;
  /** The momentum at the end, in `[0, 1]`. @default {0.999999} (OpenMixup for CIFAR and Tiny-ImageNet) */
  readonly end?: number;
  /** The share of the run for which the start is held, in `[0, 1)`. @default {0.1} (OpenMixup) */
  readonly hold?: number;
  /**
   * Whether momentum is `(1 + step) / (10 + step)` until that reaches the start, so that in short runs the follower does
   * not stay where it began. With a start of 0.999 that takes 9,000 steps.
   *
   * @default {true} (our choice)
   */
  readonly warmUp?: boolean;
}

/**
 * The momentum with which AutoMix's second encoder follows the first: held, and then along half a cosine to its end.
 * (OpenMixup's cosine counts from the start of the run, so it jumps where holding ends; this one does not.)
 *
 * @param steps Steps of the run, an integer ≥ 1.
 * @returns From a step, counted from 0, to its momentum.
 * @throws {RangeError} If an option is out of its range.
 */
export function momentumSchedule(steps: number, options: MomentumOptions = {}): (step: number) => number {
  const { start = 0.999, end = 0.999999, hold = 0.1, warmUp = true } = options;
  const action = "build momentumSchedule()";
  demand(Number.isInteger(steps) && steps >= 1, action, "steps must be an integer >= 1", steps);
  for (const [name, value] of Object.entries({ start, end })) {
    demand(value >= 0 && value <= 1, action, `${name} must be in [0, 1]`, value);
  }
  demand(hold >= 0 && hold < 1, action, "hold must be in [0, 1)", hold);
  return (step) => {
    const way = Math.min(1, Math.max(0, step / steps - hold) / (1 - hold));
    const momentum = end - (end - start) * (1 + Math.cos(Math.PI * way)) / 2;
    const warm = (1 + step) / (10 + step);
    return warmUp && warm < start ? Math.min(warm, momentum) : momentum;
  };
}
