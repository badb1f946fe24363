import type { Binary, Expr, Unary } from "./expr.ts";

/**
 * One reading of the pixel language: a function for every node shape, so that a missing one does not compile.
 *
 * Children arrive folded. The bodies of `choose` and `blur` arrive as they are, because every reading opens a scope
 * in its own way.
 */
export interface Algebra<V> {
  lit(value: number): V;
  param(slot: number): V;
  axis(axis: "x" | "y"): V;
  unary(op: Unary, a: V): V;
  binary(op: Binary, a: V, b: V): V;
  /** `yes` where `test` > 0, else `no`. */
  select(test: V, yes: V, no: V): V;
  /** The value of raster number `index` at a point; a raster repeats for ever in both directions. */
  field(index: V, x: V, y: V): V;
  /** The body numbered `index`, at a point. */
  choose(index: V, x: V, y: V, bodies: readonly Expr[]): V;
  /** The mean of the body over the `(2·radius + 1)²` points whose offsets are integers of at most `radius`. */
  blur(radius: V, x: V, y: V, body: Expr): V;
}

/** Folds an expression with an algebra; a node that is used twice is visited once. */
export function interpret<V>(algebra: Algebra<V>, root: Expr): V {
  const seen = new Map<Expr, V>();
  const visit = (e: Expr): V => {
    const known = seen.get(e);
    if (known !== undefined) return known;
    const value = fold(e);
    seen.set(e, value);
    return value;
  };
  const fold = (e: Expr): V => {
    switch (e.op) {
      case "lit":
        return algebra.lit(e.value);
      case "param":
        return algebra.param(e.slot);
      case "x":
      case "y":
        return algebra.axis(e.op);
      case "select":
        return algebra.select(visit(e.test), visit(e.yes), visit(e.no));
      case "field":
        return algebra.field(visit(e.index), visit(e.at.x), visit(e.at.y));
      case "choose":
        return algebra.choose(visit(e.index), visit(e.at.x), visit(e.at.y), e.bodies);
      case "blur":
        return algebra.blur(visit(e.radius), visit(e.at.x), visit(e.at.y), e.body);
      case "abs":
      case "floor":
      case "sqrt":
      case "exp":
        return algebra.unary(e.op, visit(e.a));
      default:
        return algebra.binary(e.op, visit(e.a), visit(e.b));
    }
  };
  return visit(root);
}
