import { demand } from "../demand.ts";
import { demandExpr } from "./demand_expr.ts";
import type { Binary, Expr, Point, Unary } from "./expr.ts";

/** The x coordinate of the pixel at hand. */
export const X: Expr = { op: "x" };
/** The y coordinate of the pixel at hand. */
export const Y: Expr = { op: "y" };
/** The pixel at hand. */
export const HERE: Point = { x: X, y: Y };

/**
 * A constant.
 *
 * @throws {RangeError} If it is no number.
 */
export function lit(value: number): Expr {
  demand(typeof value === "number", "build lit()", "value must be a number", value);
  return { op: "lit", value };
}

/** The drawn number in a slot of the plan. */
export function param(slot: number): Expr {
  return { op: "param", slot };
}

function unary(op: Unary, a: Expr): Expr {
  demandExpr(`build ${op}()`, "a", a);
  return { op, a };
}

function binary(op: Binary, a: Expr, b: Expr): Expr {
  demandExpr(`build ${op}()`, op === "step" ? "edge" : "a", a);
  demandExpr(`build ${op}()`, op === "step" ? "value" : "b", b);
  return { op, a, b };
}

/** `|a|` */
export function abs(a: Expr): Expr {
  return unary("abs", a);
}

/** The largest integer that is at most `a`. */
export function floor(a: Expr): Expr {
  return unary("floor", a);
}

/** The square root of `a`. */
export function sqrt(a: Expr): Expr {
  return unary("sqrt", a);
}

/** `e` to the power of `a`. */
export function exp(a: Expr): Expr {
  return unary("exp", a);
}

/** `a + b` */
export function add(a: Expr, b: Expr): Expr {
  return binary("add", a, b);
}

/** `a - b` */
export function sub(a: Expr, b: Expr): Expr {
  return binary("sub", a, b);
}

/** `a · b` */
export function mul(a: Expr, b: Expr): Expr {
  return binary("mul", a, b);
}

/** `a / b` */
export function div(a: Expr, b: Expr): Expr {
  return binary("div", a, b);
}

/** The smaller of `a` and `b`. */
export function min(a: Expr, b: Expr): Expr {
  return binary("min", a, b);
}

/** The larger of `a` and `b`. */
export function max(a: Expr, b: Expr): Expr {
  return binary("max", a, b);
}

/** 1 where `value` is at least `edge`, else 0: a hard edge. */
export function step(edge: Expr, value: Expr): Expr {
  return binary("step", edge, value);
}

/** `yes` where `test` > 0, else `no`. */
export function select(test: Expr, yes: Expr, no: Expr): Expr {
  for (const [name, value] of Object.entries({ test, yes, no })) demandExpr("build select()", name, value);
  return { op: "select", test, yes, no };
}

/** `value` held within `[low, high]`. */
export function clamp(value: Expr, low: Expr, high: Expr): Expr {
  return max(low, min(high, value));
}

/** The length of the vector `(a, b)`. */
export function hypot(a: Expr, b: Expr): Expr {
  return sqrt(add(mul(a, a), mul(b, b)));
}

/** 1 where `low <= value < high`, else 0. */
export function inside(low: Expr, high: Expr, value: Expr): Expr {
  return sub(step(low, value), step(high, value));
}

/** The remainder of `a` after division by `b` > 0, in `[0, b)`. */
export function mod(a: Expr, b: Expr): Expr {
  return sub(a, mul(b, floor(div(a, b))));
}

/** The value of a drawn raster at a point; the raster repeats for ever in both directions. */
export function field(index: Expr, at: Point): Expr {
  demandExpr("build field()", "index", index);
  return { op: "field", index, at };
}

/** One of several expressions of a point, by number; only that one is evaluated. */
export function chooseOne(index: Expr, at: Point, options: readonly ((at: Point) => Expr)[]): Expr {
  const action = "build chooseOne()";
  demandExpr(action, "index", index);
  const bodies = options.map((option, i) => {
    const body = option(HERE);
    demandExpr(action, `option ${i}`, body);
    return body;
  });
  return { op: "choose", index, at, bodies };
}

/** The mean of an expression over the `(2·radius + 1)²` points around a point. */
export function blur(radius: Expr, at: Point, inner: (at: Point) => Expr): Expr {
  const body = inner(HERE);
  demandExpr("build blur()", "radius", radius);
  demandExpr("build blur()", "inner", body);
  return { op: "blur", radius, at, body };
}
