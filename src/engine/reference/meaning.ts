import { binary, type Expr, interpret, unary } from "../../expr/mod.ts";

/** The inputs of an expression besides the point. */
export interface Around {
  /** The drawn numbers. */
  readonly numbers: Float32Array;
  /** Raster number `i`, `[height, width]`. */
  raster(i: number): Float32Array;
  readonly height: number;
  readonly width: number;
}

/** The value of an expression at a point, as a 32-bit float. */
export type Meaning = (x: number, y: number, around: Around) => number;

/**
 * The plain meaning of an expression: every node has a place in a table of 32-bit floats, and is computed from the places
 * of its children, in order.
 */
export function meaningOf(root: Expr): Meaning {
  const steps: Meaning[] = [];
  const place = (step: Meaning) => steps.push(step) - 1;
  const result = interpret<number>({
    lit: (value) => place(() => value),
    param: (slot) => place((_x, _y, { numbers }) => numbers[slot]!),
    axis: (axis) => place(axis === "x" ? (x) => x : (_, y) => y),
    unary: (op, a) => place(() => unary[op](table[a]!)),
    binary: (op, a, b) => place(() => binary[op](table[a]!, table[b]!)),
    select: (test, yes, no) => place(() => table[test]! > 0 ? table[yes]! : table[no]!),
    field: (index, x, y) =>
      place((_x, _y, { raster, height, width }) => {
        const column = wrap(Math.floor(table[x]!), width), row = wrap(Math.floor(table[y]!), height);
        return raster(table[index]!)[row * width + column]!;
      }),
    choose(index, x, y, bodies) {
      const meanings = bodies.map(meaningOf);
      return place((_x, _y, around) => meanings[table[index]!]!(table[x]!, table[y]!, around));
    },
    blur(radius, x, y, body) {
      const inner = meaningOf(body);
      return place((_x, _y, around) => {
        const r = table[radius]!;
        let sum = 0;
        for (let dy = -r; dy <= r; dy++) {
          for (let dx = -r; dx <= r; dx++) {
            sum += inner(Math.fround(table[x]! + dx), Math.fround(table[y]! + dy), around);
          }
        }
        return sum / (2 * r + 1) ** 2;
      });
    },
  }, root);
  const table = new Float32Array(steps.length);
  return (x, y, around) => {
    for (let i = 0; i < table.length; i++) table[i] = steps[i]!(x, y, around);
    return table[result]!;
  };
}

function wrap(i: number, side: number): number {
  return ((i % side) + side) % side;
}
