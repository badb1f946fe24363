import { fold, type Key } from "./key.ts";
import { logGamma } from "./gamma.ts";

/** Draws shares that sum to 1 from a Dirichlet law with the given concentrations, all of them > 0. */
export function dirichletShares(from: Key, concentrations: readonly number[]): readonly number[] {
  const shares: number[] = [];
  let top = -Infinity, total = 0;
  for (let i = 0; i < concentrations.length; i++) {
    const log = logGamma(fold(from, i), concentrations[i]!);
    shares.push(log);
    if (log > top) top = log;
  }
  for (let i = 0; i < shares.length; i++) total += shares[i] = Math.exp(shares[i]! - top);
  for (let i = 0; i < shares.length; i++) shares[i]! /= total;
  return shares;
}
