import { demand } from "../demand.ts";

/** Something and how often to take it: with probability proportional to a weight >= 0. */
export type Weighted<T> = readonly [weight: number, value: T];

/** The weights of some options, checked. */
export function checkedWeights(action: string, options: readonly Weighted<unknown>[]): readonly number[] {
  for (const option of options) {
    demand(
      Array.isArray(option) && option.length === 2,
      action,
      "an option must be a pair [weight, value]",
      option,
    );
  }
  const weights = options.map(([weight]) => weight);
  demand(weights.length > 0, action, "there must be at least one option", weights.length);
  for (const weight of weights) {
    demand(Number.isFinite(weight) && weight >= 0, action, "a weight must be a finite number >= 0", weight);
  }
  demand(weights.some((weight) => weight > 0), action, "a weight must be > 0", weights);
  return weights;
}
