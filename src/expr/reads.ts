import type { Expr } from "./expr.ts";
import { visit } from "./visit.ts";

/** Whether an expression, or a body in it, has a node of this kind. */
export function reads(root: Expr, op: Expr["op"]): boolean {
  let found = false;
  visit(root, (node) => found ||= node.op === op);
  return found;
}
