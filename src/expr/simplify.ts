import { lit } from "./build.ts";
import type { Binary, Expr, Point } from "./expr.ts";
import { type Algebra, interpret } from "./fold.ts";
import { binary, unary } from "./operations.ts";

/** The number in a slot, if it is known. */
export type Known = (slot: number) => number | undefined;

/**
 * An expression with the same values, without what known numbers make idle: it folds what is constant, and leaves out
 * products with 0 or 1, sums with 0, the other options of a choice, a mean over one point or over equal ones. Factors of an
 * idle product are taken to be finite.
 *
 * @param at Where the expression is asked. @default the pixel at hand
 */
export function simplify(root: Expr, known: Known, at?: Point): Expr {
  const algebra: Algebra<Expr> = {
    lit: (value) => lit(Math.fround(value)),
    param(slot) {
      const value = known(slot);
      return value === undefined ? { op: "param", slot } : lit(value);
    },
    axis: (axis) => at?.[axis] ?? { op: axis },
    unary: (op, a) => a.op === "lit" ? lit(Math.fround(unary[op](a.value))) : { op, a },
    binary: (op, a, b) =>
      a.op === "lit" && b.op === "lit"
        ? lit(Math.fround(binary[op](a.value, b.value)))
        : withoutIdle(op, a, b) ?? { op, a, b },
    select: (test, yes, no) =>
      test.op === "lit" ? (test.value > 0 ? yes : no) : { op: "select", test, yes, no },
    field: (index, x, y) => ({ op: "field", index, at: { x, y } }),
    choose(index, x, y, bodies) {
      if (index.op === "lit") return simplify(bodies[index.value] ?? bodies.at(-1)!, known, { x, y });
      return { op: "choose", index, at: { x, y }, bodies: bodies.map((body) => simplify(body, known)) };
    },
    blur(radius, x, y, body) {
      const inner = simplify(body, known);
      if (inner.op === "lit") return inner;
      if (radius.op === "lit" && radius.value === 0) return simplify(body, known, { x, y });
      return { op: "blur", radius, at: { x, y }, body: inner };
    },
  };
  return interpret(algebra, root);
}

/** Returns the result of an operation whose one operand leaves nothing to compute. */
function withoutIdle(op: Binary, a: Expr, b: Expr): Expr | undefined {
  const is = (e: Expr, value: number) => e.op === "lit" && e.value === value;
  if (op === "mul" && (is(a, 0) || is(b, 0))) return lit(0);
  if (op === "mul" && is(a, 1) || op === "add" && is(a, 0)) return b;
  if ((op === "mul" || op === "div") && is(b, 1) || (op === "add" || op === "sub") && is(b, 0)) return a;
  return undefined;
}
