import type { Tensor } from "@tensorflow/tfjs";
import type { Kernel } from "../../webgpu/kernel.ts";
import { rasterInputs, type Rasters, rasterUniforms, readRasters } from "./rasters.ts";
import type { Group } from "./rows.ts";
import { lanesSource } from "./wgsl.ts";

/** Invocations in a workgroup at most: one for each column of a tile, those around it included. */
const THREADS = 64;

/** Lines of a tile. */
const LINES = 32;

/**
 * A kernel that renders the means over windows of the rasters of a group, among the made rasters. It adds up columns
 * first, and then their sums along lines; what enters and leaves a window is added and subtracted.
 */
export function averageKernel(
  group: Group,
  { table, first }: { readonly table: Tensor; readonly first: number },
  rasters: Rasters,
  size: readonly [height: number, width: number],
): Kernel {
  const [height, width] = size;
  const { readsRasters } = group.printed;
  // Four at a time, unless the code reads rasters one by one from where it writes.
  const lanes = width % 4 === 0 && !readsRasters ? 4 : 1;
  // Whole powers of two, so that few kernels are compiled.
  const widest = 2 ** Math.ceil(Math.log2(group.radius + 1)) - 1;
  const columns = Math.min(width, lanes * Math.floor((THREADS - 2 * widest) / lanes));
  const threads = columns + 2 * widest, lines = Math.min(height, LINES);
  const along = Array.from({ length: lanes }, (_, i) =>
    `sum += sums[at + column + ${i} + radius];
      let share${i} = sum / area;
      sum -= sums[at + column + ${i} - radius];`).join("\n      ");
  return {
    key: `miamix average ${size} ${widest} ${rasters.given === undefined} ${group.printed.code}`,
    output: rasters.made.shape,
    into: rasters.made,
    dtype: "float32",
    dispatch: [Math.ceil(width / columns), Math.ceil(height / lines), group.count],
    workgroup: threads,
    lanes,
    uniforms: { rendered: group.first, list: first, ...rasterUniforms(rasters) },
    inputs: { plan: table, ...(readsRasters && rasterInputs(rasters)) },
    inputLanes: { plan: 1 },
    code: `
var<workgroup> sums : array<f32, ${lines * (threads + 1)}>;
${lanesSource[1]}
${readsRasters ? readRasters("result", rasters, size, 1) : ""}
${group.printed.code}
fn main(_index : i32) {
  let t = i32(localIndex);
  let raster = uniforms.rendered + i32(workgroupId.z);
  begin(i32(plan[uniforms.list + 2 * raster]));
  let radius = i32(plan[uniforms.list + 2 * raster + 1]);
  let area = f32((2 * radius + 1) * (2 * radius + 1));
  let left = i32(workgroupId.x) * ${columns};
  let top = i32(workgroupId.y) * ${lines};
  let x = f32(left + t - ${widest}) + 0.5;
  var sum = 0.0;
  for (var line = -radius; line < radius; line++) { sum += share(x, f32(top + line) + 0.5); }
  for (var line = 0; line < ${lines}; line++) {
    sum += share(x, f32(top + line + radius) + 0.5);
    sums[line * ${threads + 1} + t] = sum;
    sum -= share(x, f32(top + line - radius) + 0.5);
  }
  workgroupBarrier();
  for (var line = t; line < min(${lines}, ${height} - top); line += ${threads}) {
    let at = line * ${threads + 1} + ${widest};
    let out = ((uniforms.noise + raster) * ${height} + top + line) * ${width} + left;
    sum = 0.0;
    for (var column = -radius; column < radius; column++) { sum += sums[at + column]; }
    for (var column = 0; column < min(${columns}, ${width} - left); column += ${lanes}) {
      ${along}
      result[(out + column) / ${lanes}] = ${
      lanes === 4 ? "vec4<f32>(share0, share1, share2, share3)" : "share0"
    };
    }
  }
}`,
  };
}
