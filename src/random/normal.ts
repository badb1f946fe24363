import { normalQuantile } from "../math/mod.ts";
import { bits, type Key } from "./key.ts";

/** Draws a standard normal number: the quantile of a random word. */
export function normal(from: Key, index = 0): number {
  return normalQuantile(bits(from, index >>> 1)[index & 1]!);
}
