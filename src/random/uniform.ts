import { fraction, type Key } from "./key.ts";

/**
 * Draws a number uniformly from `[0, 1)`, with 53 random bits.
 *
 * @param from The key to draw from.
 * @param index Which of the key's draws, for loops that need several.
 * @default {0}
 */
export function uniform(from: Key, index = 0): number {
  return fraction(from, index);
}

/** Draws a number uniformly from `[low, high)`: the `index`-th of the key's draws. */
export function uniformBetween(from: Key, low: number, high: number, index = 0): number {
  return low + (high - low) * uniform(from, index);
}
