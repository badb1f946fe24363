import type { Expr } from "./expr.ts";
import { interpret } from "./fold.ts";
import { binary, unary } from "./operations.ts";

/** The value of an expression for a row of drawn numbers, if it is the same at every point, and known. */
type Constant = (row: ArrayLike<number>) => number | undefined;

const constants = new WeakMap<Expr, Constant>();

/**
 * The value of an expression for one row of drawn numbers, as a 32-bit float, if it is the same at every point;
 * `undefined` where it depends on the point, on a raster, or on a number that is not known yet: NaN.
 */
export function constantOf(root: Expr, row: ArrayLike<number>): number | undefined {
  return root.op === "param" ? drawn(row[root.slot]!) : constant(root)(row);
}

function drawn(number: number): number | undefined {
  return Number.isNaN(number) ? undefined : number;
}

function constant(root: Expr): Constant {
  const known = constants.get(root);
  if (known !== undefined) return known;
  const unknown: Constant = () => undefined;
  const made = interpret<Constant>({
    lit: (value) => () => Math.fround(value),
    param: (slot) => (row) => drawn(row[slot]!),
    axis: () => unknown,
    unary: (op, a) => (row) => {
      const value = a(row);
      return value === undefined ? undefined : Math.fround(unary[op](value));
    },
    binary: (op, a, b) => (row) => {
      const ours = a(row), theirs = b(row);
      return ours === undefined || theirs === undefined ? undefined : Math.fround(binary[op](ours, theirs));
    },
    select: (test, yes, no) => (row) => {
      const value = test(row);
      return value === undefined ? undefined : value > 0 ? yes(row) : no(row);
    },
    field: () => unknown,
    choose: (index, _x, _y, bodies) => (row) => {
      const value = index(row);
      return value === undefined ? undefined : constant(bodies[value] ?? bodies.at(-1)!)(row);
    },
    blur: (_radius, _x, _y, body) => constant(body),
  }, root);
  constants.set(root, made);
  return made;
}
