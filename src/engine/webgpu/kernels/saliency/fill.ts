import type { Buffer, Kernel } from "../../../../device/mod.ts";
import { FOUND } from "./contrast.ts";

const THREADS = 64;

/** What says where a coordinate goes: the number of the peak, 0 for its column and 1 for its line, and the place. */
export const PLACE = 3;

/**
 * A kernel that puts columns and lines of peaks into a table.
 *
 * - Reads `found`, a pixel for every workgroup that looked at an image; `list` of where its column and line go.
 * - Writes numbers of the `table` of a laid out plan.
 * - Read by all kernels after it that read the plan.
 *
 * @param found What `contrastKernel()` found.
 * @param list Where they go, {@linkcode PLACE} numbers each, from `first` on.
 */
export function fillKernel(
  table: Buffer,
  found: Buffer,
  list: Buffer,
  uniforms: Readonly<Record<"first" | "count" | "width" | "groups", number>>,
): Kernel {
  return {
    key: "miamix fill",
    output: table.shape,
    into: table,
    dtype: "float32",
    dispatch: [Math.ceil(uniforms.count / THREADS), 1, 1],
    workgroup: THREADS,
    uniforms,
    inputs: { found, list },
    code: () => `
fn main(index : i32) {
  if (index >= uniforms.count) { return; }
  let at = uniforms.first + index * ${PLACE};
  let first = list[at] * uniforms.groups;
  var best = first;
  for (var i = first + 1; i < first + uniforms.groups; i++) {
    best = select(best, i, found[${FOUND} * i] > found[${FOUND} * best]);
  }
  let pixel = found[${FOUND} * best + 1];
  result[list[at + 2]] = f32(select(pixel / uniforms.width, pixel % uniforms.width, list[at + 1] == 0));
}`,
  };
}
