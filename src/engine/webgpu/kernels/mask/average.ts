import type { Kernel } from "../../../../device/mod.ts";
import { rendering, type RenderInputs } from "./render.ts";
import type { Rendered } from "../../layout/plan_layout.ts";
import { lanesFor } from "../../wgsl/print.ts";
import { each } from "../../wgsl/text.ts";

/** Invocations in a workgroup at most: one for each column of a tile, those around it included. */
const THREADS = 64;

/** Lines of a tile. */
const LINES = 32;

/**
 * A kernel that renders rasters that are means over windows, among the made rasters. It adds up columns first, and then
 * their sums along lines; what enters and leaves a window is added and subtracted.
 *
 * - Reads `plan`, with the list of rasters; `given`, if a function reads it.
 * - Writes some of the rasters `made`, `[height, width]` each.
 * - Read by the blend, through the mask.
 */
export function averageKernel(rendered: Rendered, inputs: RenderInputs): Kernel {
  const { size } = inputs, [height, width] = size, lanes = lanesFor(width);
  // Whole powers of two, so that few kernels are compiled.
  const widest = 2 ** Math.ceil(Math.log2(rendered.widest + 1)) - 1;
  const columns = Math.min(width, lanes * Math.floor((THREADS - 2 * widest) / lanes));
  const threads = columns + 2 * widest, lines = Math.min(height, LINES);
  const place = `let t = i32(localIndex);
  let left = i32(workgroupId.x) * ${columns};
  let top = i32(workgroupId.z) * ${lines};`;
  const addColumns = (suffix: string) =>
    `${place}
  let x = f32(left + t - ${widest}) + 0.5;
  var sum = 0.0;
  for (var line = -radius; line < radius; line++) { sum += share${suffix}(x, f32(top + line) + 0.5); }
  for (var line = 0; line < ${lines}; line++) {
    sum += share${suffix}(x, f32(top + line + radius) + 0.5);
    sums[line * ${threads + 1} + t] = sum;
    sum -= share${suffix}(x, f32(top + line - radius) + 0.5);
  }`;
  const shares = Array.from({ length: lanes }, (_, i) => `share${i}`);
  const addLines = `${place}
  let area = f32((2 * radius + 1) * (2 * radius + 1));
  workgroupBarrier();
  for (var line = t; line < min(${lines}, ${height} - top); line += ${threads}) {
    let at = line * ${threads + 1} + ${widest};
    var sum = 0.0;
    for (var column = -radius; column < radius; column++) { sum += sums[at + column]; }
    for (var column = 0; column < min(${columns}, ${width} - left); column += ${lanes}) {
      ${
    each(lanes, (i) =>
      `sum += sums[at + column + ${i} + radius];
      let share${i} = sum / area;
      sum -= sums[at + column + ${i} - radius];`)
  }
      result[(out + (top + line) * ${width} + left + column) / ${lanes}] = ${
    lanes === 4 ? `vec4<f32>(${shares})` : shares[0]
  };
    }
  }`;
  const kernel = rendering(rendered, inputs, (_, suffix) => [1, addColumns(suffix)], addLines);
  return {
    ...kernel,
    key: `miamix average ${widest} ${kernel.key}`,
    dispatch: [Math.ceil(width / columns), rendered.count, Math.ceil(height / lines)],
    workgroup: threads,
    code: () => `
var<workgroup> sums : array<f32, ${lines * (threads + 1)}>;
${kernel.code()}`,
  };
}
