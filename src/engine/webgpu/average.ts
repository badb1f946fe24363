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
  // Whole powers of two, so that few kernels are compiled.
  const widest = 2 ** Math.ceil(Math.log2(group.radius + 1)) - 1;
  const columns = Math.min(width, THREADS - 2 * widest), threads = columns + 2 * widest;
  const lines = Math.min(height, LINES);
  const ring = `array<f32, ${2 * widest + 1}>`;
  return {
    key: `miamix average ${size} ${widest} ${rasters.given === undefined} ${group.printed.code}`,
    output: rasters.made.shape,
    into: rasters.made,
    dtype: "float32",
    dispatch: [Math.ceil(width / columns), Math.ceil(height / lines), group.count],
    workgroup: threads,
    uniforms: { rendered: group.first, list: first, ...rasterUniforms(rasters) },
    inputs: { plan: table, ...(group.printed.readsRasters && rasterInputs(rasters)) },
    code: `
var<workgroup> sums : array<f32, ${lines * (threads + 1)}>;
${lanesSource[1]}
${group.printed.readsRasters ? readRasters("result", rasters, size, 1) : ""}
${group.printed.code}
fn main(_index : i32) {
  let t = i32(localIndex);
  let raster = uniforms.rendered + i32(workgroupId.z);
  begin(i32(plan[uniforms.list + 2 * raster]));
  let radius = i32(plan[uniforms.list + 2 * raster + 1]);
  let side = 2 * radius + 1;
  let left = i32(workgroupId.x) * ${columns};
  let top = i32(workgroupId.y) * ${lines};
  let x = f32(left + t - ${widest}) + 0.5;
  var window = ${ring}();
  var sum = 0.0;
  var oldest = 0;
  for (var i = 0; i < ${lines} + 2 * radius; i++) {
    let value = share(x, f32(top + i - radius) + 0.5);
    sum += value - window[oldest];
    window[oldest] = value;
    oldest = select(oldest + 1, 0, oldest + 1 == side);
    if (i >= 2 * radius) { sums[(i - 2 * radius) * ${threads + 1} + t] = sum; }
  }
  workgroupBarrier();
  for (var line = t; line < ${lines}; line += ${threads}) {
    let out = ((uniforms.noise + raster) * ${height} + top + line) * ${width} + left;
    window = ${ring}();
    sum = 0.0;
    oldest = 0;
    for (var i = 0; i < ${columns} + 2 * radius; i++) {
      let value = sums[line * ${threads + 1} + i + ${widest} - radius];
      sum += value - window[oldest];
      window[oldest] = value;
      oldest = select(oldest + 1, 0, oldest + 1 == side);
      let column = i - 2 * radius;
      if (column >= 0 && left + column < ${width} && top + line < ${height}) {
        result[out + column] = sum / f32(side * side);
      }
    }
  }
}`,
  };
}
