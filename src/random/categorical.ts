import type { Key } from "./key.ts";
import { uniform } from "./uniform.ts";

/** Draws an index with probability proportional to its weight; an index of weight 0 is never drawn. */
export function categorical(from: Key, weights: readonly number[]): number {
  let rest = uniform(from) * weights.reduce((sum, w) => sum + w, 0);
  let last = 0;
  for (const [i, weight] of weights.entries()) {
    if (weight === 0) continue;
    if (rest < weight) return i;
    rest -= weight;
    last = i;
  }
  return last;
}
