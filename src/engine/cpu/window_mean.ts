import type { Workspace } from "./workspace.ts";

/**
 * The mean of each window of `2·radius + 1` pixels a side, `[height, width]`, from sums that slide: across every line, then
 * down every column. So a pixel costs the same whatever the radius.
 *
 * @param values `[height + 2·radius, width + 2·radius]`
 */
export function windowMean(
  values: Float32Array,
  radius: number,
  height: number,
  width: number,
  space: Workspace,
): Float32Array {
  const side = 2 * radius + 1, across = width + 2 * radius, down = height + 2 * radius;
  const lines = space.doubles(down * width), out = space.floats(height * width);
  for (let y = 0; y < down; y++) {
    let sum = 0;
    for (let x = 0; x < side - 1; x++) sum += values[y * across + x]!;
    for (let x = 0; x < width; x++) {
      const first = y * across + x;
      sum += values[first + side - 1]!;
      lines[y * width + x] = sum;
      sum -= values[first]!;
    }
  }
  const share = 1 / (side * side);
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let y = 0; y < side - 1; y++) sum += lines[y * width + x]!;
    for (let y = 0; y < height; y++) {
      sum += lines[(y + side - 1) * width + x]!;
      out[y * width + x] = sum * share;
      sum -= lines[y * width + x]!;
    }
  }
  return out;
}
