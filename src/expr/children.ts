import type { Expr } from "./expr.ts";

/** The expressions that a node is computed from where it is; the bodies of `choose` and `blur` are asked elsewhere. */
export function operandsOf(e: Expr): readonly Expr[] {
  switch (e.op) {
    case "lit":
    case "param":
    case "x":
    case "y":
      return [];
    case "select":
      return [e.test, e.yes, e.no];
    case "field":
    case "choose":
      return [e.index, e.at.x, e.at.y];
    case "blur":
      return [e.radius, e.at.x, e.at.y];
    case "abs":
    case "floor":
    case "sqrt":
    case "exp":
      return [e.a];
    default:
      return [e.a, e.b];
  }
}

/** The functions of a point that a node asks. */
export function bodiesOf(e: Expr): readonly Expr[] {
  return e.op === "choose" ? e.bodies : e.op === "blur" ? [e.body] : [];
}

/** All expressions directly within a node. */
export function childrenOf(e: Expr): readonly Expr[] {
  return [...operandsOf(e), ...bodiesOf(e)];
}

/** Shows every node of an expression, and of the bodies in it, once. */
export function visit(root: Expr, see: (node: Expr) => void): void {
  const seen = new Set<Expr>();
  const walk = (node: Expr) => {
    if (seen.has(node)) return;
    seen.add(node);
    see(node);
    childrenOf(node).forEach(walk);
  };
  walk(root);
}
