import type { Expr } from "./expr.ts";
import { interpret } from "./fold.ts";
import { binary, unary } from "./operations.ts";

/** The value of an expression for a row of drawn numbers; NaN where it is not the same at every point, or not known. */
type Constant = (row: ArrayLike<number>) => number;

const constants = new WeakMap<Expr, Constant>();

/**
 * The value of an expression for one row of drawn numbers, as a 32-bit float, if it is the same at every point;
 * `undefined` where it depends on the point, on a raster, or on a number that is not known yet: NaN.
 */
export function constantOf(root: Expr, row: ArrayLike<number>): number | undefined {
  const value = root.op === "param" ? row[root.slot]! : constant(root)(row);
  return Number.isNaN(value) ? undefined : value;
}

function constant(root: Expr): Constant {
  const known = constants.get(root);
  if (known !== undefined) return known;
  const unknown: Constant = () => NaN;
  const made = interpret<Constant>({
    lit: (value) => () => Math.fround(value),
    param: (slot) => (row) => row[slot]!,
    axis: () => unknown,
    unary: (op, a) => (row) => Math.fround(unary[op](a(row))),
    binary: (op, a, b) => (row) => {
      const ours = a(row), theirs = b(row);
      return Number.isNaN(ours + theirs) ? ours + theirs : Math.fround(binary[op](ours, theirs));
    },
    select: (test, yes, no) => (row) => {
      const value = test(row);
      return Number.isNaN(value) ? value : value > 0 ? yes(row) : no(row);
    },
    field: () => unknown,
    choose: (index, _x, _y, bodies) => (row) => {
      const value = index(row);
      return Number.isNaN(value) ? value : constant(bodies[value] ?? bodies.at(-1)!)(row);
    },
    blur: (_radius, _x, _y, body) => constant(body),
  }, root);
  constants.set(root, made);
  return made;
}
