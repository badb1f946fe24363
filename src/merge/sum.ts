import { add, lit, max, sub } from "../expr/mod.ts";
import type { MergeRule } from "./rule.ts";

/** Adds the partner's shares and clips the sum at 1 (MiAMix equation 11). It never gives the anchor more than `product`. */
export function sum(): MergeRule {
  return { name: "sum()", empty: lit(1), concat: (a, b) => max(lit(0), sub(add(a, b), lit(1))) };
}
