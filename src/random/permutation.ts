import type { Key } from "./key.ts";
import { integer } from "./integer.ts";

/** Draws a permutation of `0, 1, …, count - 1`, each equally likely (Fisher and Yates). */
export function permutation(from: Key, count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = integer(from, i + 1, i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
