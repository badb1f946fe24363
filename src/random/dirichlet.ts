import { fold, type Key } from "./key.ts";
import { logGamma } from "./gamma.ts";
import { uniform } from "./uniform.ts";

/** Draws shares that sum to 1 from a Dirichlet law with the given concentrations, all of them > 0. */
export function dirichletShares(from: Key, concentrations: readonly number[]): readonly number[] {
  let total = 0, whole = true;
  for (let i = 0; i < concentrations.length; i++) {
    total += concentrations[i]!;
    whole = whole && Number.isInteger(concentrations[i]);
  }
  return whole && total <= FEW ? gaps(from, concentrations, total) : gammas(from, concentrations);
}

/** Up to this total it takes less to order uniform numbers than to draw gamma variates. */
const FEW = 8;

/** Whole concentrations are those of the gaps between uniform numbers in order, so many gaps of each put together. */
function gaps(from: Key, concentrations: readonly number[], total: number): readonly number[] {
  const ends: number[] = [];
  for (let n = 0; n < total - 1; n++) {
    const end = uniform(from, n);
    let at = n;
    for (; at > 0 && ends[at - 1]! > end; at--) ends[at] = ends[at - 1]!;
    ends[at] = end;
  }
  ends.push(1);
  const shares: number[] = [];
  for (let i = 0, last = -1, start = 0; i < concentrations.length; i++) {
    last += concentrations[i]!;
    shares.push(ends[last]! - start);
    start = ends[last]!;
  }
  return shares;
}

/** Gamma variates with the concentrations for shapes, as shares of their sum. */
function gammas(from: Key, concentrations: readonly number[]): readonly number[] {
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
