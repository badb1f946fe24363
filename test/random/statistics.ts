import { fold, type Key, key } from "../../mod.ts";

/** The mean of some numbers. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** The mean product of two lists' distances from their means. */
export function covariance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return mean(Float64Array.from(a, (value, i) => (value - meanA) * (b[i]! - meanB)));
}

/** The mean squared distance from the mean. */
export function variance(values: ArrayLike<number>): number {
  return covariance(values, values);
}

/** Draws from so many keys. */
export function drawMany<T>(count: number, seed: number, draw: (from: Key) => T): readonly T[] {
  const root = key(seed);
  return Array.from({ length: count }, (_, i) => draw(fold(root, i)));
}

/**
 * The largest distance between the shares of values and a law's cumulative shares (Kolmogorov and Smirnov), times the
 * root of their number: above 1.95 for one in a thousand samples of the law.
 */
export function smirnov(values: readonly number[], cumulative: (value: number) => number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const distances = sorted.map((value, i) =>
    Math.max(
      Math.abs(cumulative(value) - i / sorted.length),
      Math.abs(cumulative(value) - (i + 1) / sorted.length),
    )
  );
  return distances.reduce((most, distance) => Math.max(most, distance), 0) * Math.sqrt(sorted.length);
}

/** Pearson's χ² of counts against expected shares. */
export function chiSquared(counts: readonly number[], shares: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, i) => sum + (count - total * shares[i]!) ** 2 / (total * shares[i]!), 0);
}

/** How often each of `0 … count - 1` occurs. */
export function countsOf(values: readonly number[], count: number): readonly number[] {
  const counts = Array<number>(count).fill(0);
  for (const value of values) counts[value]!++;
  return counts;
}
