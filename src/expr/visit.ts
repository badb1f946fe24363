import type { Expr } from "./expr.ts";

/** Shows every node of an expression, and of the bodies in it, once. */
export function visit(root: Expr, see: (node: Expr) => void): void {
  const seen = new Set<unknown>();
  const walk = (value: unknown) => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if ("op" in value) see(value as Expr);
    Object.values(value).forEach(walk);
  };
  walk(root);
}
