import { interpret } from "./algebra.ts";
import type { Expr } from "./expr.ts";
import { binary, unary } from "./operations.ts";

/**
 * The value of an expression for one row of drawn numbers, as a 32-bit float, if it is the same at every point;
 * `undefined` where it depends on the point, on a raster, or on a number that is not known yet: NaN.
 */
export function constantOf(root: Expr, row: ArrayLike<number>): number | undefined {
  const of = (value: (known: readonly number[]) => number, ...parts: readonly (number | undefined)[]) =>
    parts.includes(undefined) ? undefined : Math.fround(value(parts as readonly number[]));
  return interpret<number | undefined>({
    lit: Math.fround,
    param: (slot) => Number.isNaN(row[slot]!) ? undefined : row[slot]!,
    axis: () => undefined,
    unary: (op, a) => of(([known]) => unary[op](known!), a),
    binary: (op, a, b) => of(([left, right]) => binary[op](left!, right!), a, b),
    select: (test, yes, no) => test === undefined ? undefined : test > 0 ? yes : no,
    field: () => undefined,
    choose: (index, _x, _y, bodies) => index === undefined ? undefined : constantOf(bodies[index]!, row),
    blur: (_radius, _x, _y, body) => constantOf(body, row),
  }, root);
}
