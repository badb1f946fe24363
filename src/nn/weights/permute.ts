import type { StoredNumbers } from "./stored_tensor.ts";

/**
 * Reorders the axes of numbers in C order.
 *
 * @param values As many as the shape says.
 * @param shape The size of every axis; there is one at least.
 * @param axes The axes in their new order.
 */
export function permute<A extends StoredNumbers>(
  values: A,
  shape: readonly number[],
  axes: readonly number[],
): A {
  const steps = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const to = axes.map((axis) => ({ side: shape[axis]!, step: steps[axis]! }));
  const given = values as Float32Array, result = values.slice() as Float32Array;
  let out = 0;
  const walk = (depth: number, from: number) => {
    const { side, step } = to[depth]!;
    const last = depth === to.length - 1;
    for (let i = 0; i < side; i++) {
      if (last) result[out++] = given[from + i * step]!;
      else walk(depth + 1, from + i * step);
    }
  };
  walk(0, 0);
  return result as A;
}
