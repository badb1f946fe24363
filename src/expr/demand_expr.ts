import { demand } from "../demand.ts";
import type { Expr } from "./expr.ts";

/** Checks that something is an expression, as what JavaScript's own operators give is not. */
export function demandExpr(action: string, name: string, value: Expr): void {
  const isExpr = typeof value === "object" && value !== null && typeof value.op === "string";
  demand(isExpr, action, `${name} must be an expression such as lit(1)`, value);
}
