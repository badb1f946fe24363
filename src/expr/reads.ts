import type { Expr } from "./expr.ts";

/** Whether an expression, or a body in it, has a node of this kind. */
export function reads(root: Expr, op: Expr["op"]): boolean {
  const seen = new Set<unknown>();
  const visit = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null || seen.has(value)) return false;
    seen.add(value);
    return (value as { readonly op?: string }).op === op || Object.values(value).some(visit);
  };
  return visit(root);
}
