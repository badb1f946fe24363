import type { Key } from "./key.ts";
import { uniform } from "./uniform.ts";

/** Draws an index with probability proportional to its weight; an index of weight 0 is never drawn. */
export function categorical(from: Key, weights: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  let rest = uniform(from) * total, last = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    if (rest < weight) return i;
    rest -= weight;
    last = i;
  }
  return last;
}
