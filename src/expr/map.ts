import type { Expr, Point } from "./expr.ts";

/** A node with other operands; the bodies of `choose` and `blur` are left as they are. */
function mapOperands(e: Expr, change: (operand: Expr) => Expr): Expr {
  const point = ({ x, y }: Point): Point => ({ x: change(x), y: change(y) });
  switch (e.op) {
    case "lit":
    case "param":
    case "x":
    case "y":
      return e;
    case "select":
      return { op: e.op, test: change(e.test), yes: change(e.yes), no: change(e.no) };
    case "field":
    case "choose":
      return { ...e, index: change(e.index), at: point(e.at) };
    case "blur":
      return { ...e, radius: change(e.radius), at: point(e.at) };
    case "abs":
    case "floor":
    case "sqrt":
    case "exp":
      return { op: e.op, a: change(e.a) };
    default:
      return { op: e.op, a: change(e.a), b: change(e.b) };
  }
}

/**
 * An expression with some of its nodes replaced, from the outermost inwards: what is replaced, and the bodies of `choose`
 * and `blur`, are not looked into.
 *
 * @param replace Gives the replacement of a node, or nothing to look into it. It is asked once for each node.
 */
export function map(root: Expr, replace: (node: Expr) => Expr | undefined): Expr {
  const done = new Map<Expr, Expr>();
  const change = (node: Expr): Expr => {
    const made = done.get(node) ?? replace(node) ?? mapOperands(node, change);
    done.set(node, made);
    return made;
  };
  return change(root);
}
