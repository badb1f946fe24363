import type { Key } from "./key.ts";
import { uniform } from "./uniform.ts";

/** Draws an integer uniformly from `0, 1, …, count - 1`, the `index`-th of the key's draws; `count` is at least 1. */
export function integer(from: Key, count: number, index = 0): number {
  return Math.floor(uniform(from, index) * count);
}
