import { lit, mul } from "../expr/mod.ts";
import type { MergeRule } from "./rule.ts";

/** Multiplies the masks: what is left of the anchor after every layer (MiAMix equation 10, the paper's best). */
export function product(): MergeRule {
  return { name: "product()", empty: lit(1), concat: mul };
}
