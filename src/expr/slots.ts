import type { Expr } from "./expr.ts";
import { visit } from "./visit.ts";

/** The slots of the drawn numbers that an expression and the bodies in it use, from the first to the last. */
export function slotsOf(root: Expr): readonly number[] {
  const slots = new Set<number>();
  visit(root, (node) => {
    if (node.op === "param") slots.add(node.slot);
  });
  return [...slots].sort((a, b) => a - b);
}
