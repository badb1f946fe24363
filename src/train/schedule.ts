import { demand } from "../demand.ts";

/** Options of {@linkcode cosine}. */
export interface CosineOptions {
  /** The rate of the first step after the warmup, > 0. */
  readonly lr: number;
  /** Steps of the run, an integer ≥ 1. */
  readonly steps: number;
  /** Steps of the warmup, an integer in `[0, steps)`. @default {0} */
  readonly warmup?: number;
}

/**
 * The learning rate of every step: it rises in equal parts to `lr` in the steps of the warmup (Goyal et al. 2017), then
 * falls from `lr` to 0 along half a cosine (Loshchilov and Hutter 2017).
 *
 * @returns From a step, counted from 0, to its rate.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { cosine } from "@miamix/miamix/train";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const rate = cosine({ lr: 0.1, steps: 120, warmup: 20 });
 * assertAlmostEquals(rate(9), 0.05);
 * assertAlmostEquals(rate(70), 0.05);
 * ```
 */
export function cosine({ lr, steps, warmup = 0 }: CosineOptions): (step: number) => number {
  const action = "build cosine()";
  demand(lr > 0 && Number.isFinite(lr), action, "lr must be > 0", lr);
  demand(Number.isInteger(steps) && steps >= 1, action, "steps must be an integer >= 1", steps);
  const fits = Number.isInteger(warmup) && warmup >= 0 && warmup < steps;
  demand(fits, action, `warmup must be an integer in [0, ${steps})`, warmup);
  return (step) =>
    step < warmup
      ? lr * (step + 1) / warmup
      : lr * (1 + Math.cos(Math.PI * (step - warmup) / (steps - warmup))) / 2;
}
