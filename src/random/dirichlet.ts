import { fold, type Key } from "./key.ts";
import { logGamma } from "./gamma.ts";

/** Draws shares that sum to 1 from a Dirichlet law with the given concentrations, all of them > 0. */
export function dirichletShares(from: Key, concentrations: readonly number[]): readonly number[] {
  const logs = concentrations.map((shape, i) => logGamma(fold(from, i), shape));
  const top = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - top));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}
