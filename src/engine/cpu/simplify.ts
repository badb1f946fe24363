import {
  type Algebra,
  type Binary,
  binary,
  type Expr,
  interpret,
  lit,
  type Point,
  unary,
} from "../../expr/mod.ts";

/** What is known of a parameter: that it is 0, that it is 1, or nothing. */
export type Known = (slot: number) => 0 | 1 | undefined;

/**
 * An expression with the same values, without what a known parameter makes idle: a product with 0 or 1, a sum with 0, a
 * choice that is made, a mean over one point. Factors of an idle product are taken to be finite.
 */
export function simplify(root: Expr, known: Known, at?: Point): Expr {
  const valueOf = (e: Expr) => e.op === "lit" ? e.value : undefined;
  const algebra: Algebra<Expr> = {
    lit,
    param(slot) {
      const value = known(slot);
      return value === undefined ? { op: "param", slot } : lit(value);
    },
    axis: (axis) => at?.[axis] ?? { op: axis },
    unary: (op, a) => a.op === "lit" ? lit(Math.fround(unary[op](a.value))) : { op, a },
    binary(op, a, b) {
      if (a.op === "lit" && b.op === "lit") return lit(Math.fround(binary[op](a.value, b.value)));
      return idle(op, a, b) ?? { op, a, b };
    },
    select(test, yes, no) {
      const value = valueOf(test);
      return value === undefined ? { op: "select", test, yes, no } : value > 0 ? yes : no;
    },
    field: (index, x, y) => ({ op: "field", index, at: { x, y } }),
    choose(index, x, y, bodies) {
      const value = valueOf(index);
      if (value !== undefined) return simplify(bodies[value] ?? bodies.at(-1)!, known, { x, y });
      return { op: "choose", index, at: { x, y }, bodies: bodies.map((body) => simplify(body, known)) };
    },
    blur(radius, x, y, body) {
      if (valueOf(radius) === 0) return simplify(body, known, { x, y });
      return { op: "blur", radius, at: { x, y }, body: simplify(body, known) };
    },
  };
  return interpret(algebra, root);
}

/** What an operation gives whose one operand leaves nothing to compute. */
function idle(op: Binary, a: Expr, b: Expr): Expr | undefined {
  const is = (e: Expr, value: number) => e.op === "lit" && e.value === value;
  if (op === "mul" && (is(a, 0) || is(b, 0))) return lit(0);
  if (op === "mul" && is(a, 1) || op === "add" && is(a, 0)) return b;
  if ((op === "mul" || op === "div") && is(b, 1) || (op === "add" || op === "sub") && is(b, 0)) return a;
  return undefined;
}
