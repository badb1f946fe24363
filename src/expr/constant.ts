import { type Algebra, interpret } from "./fold.ts";
import type { Expr } from "./expr.ts";
import { binary, unary } from "./operations.ts";

/**
 * The value of an expression for one row of drawn numbers, as a 32-bit float, if it is the same at every point;
 * `undefined` where it depends on the point, on a raster, or on a number that is not known yet: NaN.
 */
export function constantOf(root: Expr, row: ArrayLike<number>): number | undefined {
  if (root.op === "lit") return Math.fround(root.value);
  return root.op === "param" ? known(row[root.slot]!) : interpret(constant(row), root);
}

function constant(row: ArrayLike<number>): Algebra<number | undefined> {
  return {
    lit: Math.fround,
    param: (slot) => known(row[slot]!),
    axis: () => undefined,
    unary: (op, a) => a === undefined ? undefined : Math.fround(unary[op](a)),
    binary: (op, a, b) => a === undefined || b === undefined ? undefined : Math.fround(binary[op](a, b)),
    select: (test, yes, no) => test === undefined ? undefined : test > 0 ? yes : no,
    field: () => undefined,
    choose: (index, _x, _y, bodies) => index === undefined ? undefined : constantOf(bodies[index]!, row),
    blur: (_radius, _x, _y, body) => constantOf(body, row),
  };
}

function known(drawn: number): number | undefined {
  return Number.isNaN(drawn) ? undefined : drawn;
}
