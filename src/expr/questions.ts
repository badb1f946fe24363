import { visit } from "./children.ts";
import type { Expr, Point } from "./expr.ts";

/** Tells if an expression, or a body in it, has a node of this kind. */
export function reads(root: Expr, op: Expr["op"]): boolean {
  let found = false;
  visit(root, (node) => found ||= node.op === op);
  return found;
}

/** The slots of the drawn numbers that an expression and the bodies in it use, from the first to the last. */
export function slotsOf(root: Expr): readonly number[] {
  const slots = new Set<number>();
  visit(root, (node) => {
    if (node.op === "param") slots.add(node.slot);
  });
  return [...slots].sort((a, b) => a - b);
}

/** Tells if a point is the pixel at hand. */
export function isHere({ x, y }: Point): boolean {
  return x.op === "x" && y.op === "y";
}

const uniform = new WeakMap<Expr, boolean>();

/** Tells if an expression is made of drawn numbers alone, and so is the same at every point. */
export function isUniform(e: Expr): boolean {
  const known = uniform.get(e) ?? !(reads(e, "x") || reads(e, "y") || reads(e, "field"));
  uniform.set(e, known);
  return known;
}
