import { demand } from "../demand.ts";

/**
 * The learning rate of every step, falling from `lr` to 0 along half a cosine (Loshchilov and Hutter 2017).
 *
 * @param options The rate of step 0, > 0, and the number of steps of the run, an integer ≥ 1.
 * @returns From a step, counted from 0, to its rate.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { cosine } from "@miamix/miamix/train";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const rate = cosine({ lr: 0.1, steps: 100 });
 * assertAlmostEquals(rate(50), 0.05);
 * ```
 */
export function cosine(
  { lr, steps }: { readonly lr: number; readonly steps: number },
): (step: number) => number {
  demand(lr > 0 && Number.isFinite(lr), "build cosine()", "lr must be > 0", lr);
  demand(Number.isInteger(steps) && steps >= 1, "build cosine()", "steps must be an integer >= 1", steps);
  return (step) => lr * (1 + Math.cos(Math.PI * step / steps)) / 2;
}
