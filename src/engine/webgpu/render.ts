import type { Tensor } from "@tensorflow/tfjs";
import type { Kernel } from "../../webgpu/kernel.ts";
import { type MaskInputs, maskParts } from "./mask_parts.ts";
import { rasterInputs, type Rasters, rasterUniforms, readRasters } from "./rasters.ts";
import { type Group, Row } from "./rows.ts";
import { runsOf, THREADS } from "./runs.ts";
import { lanesOf, lanesSource, shareAt } from "./wgsl.ts";

/** A kernel that renders the rasters of a group, without windows, among the made rasters. */
export function renderKernel(
  group: Group,
  { table, first }: { readonly table: Tensor; readonly first: number },
  rasters: Rasters,
  size: readonly [height: number, width: number],
): Kernel {
  const [, width] = size, lanes = lanesOf(group.printed, width), runs = runsOf(size, lanes);
  return {
    key: `miamix render ${size} ${rasters.given === undefined} ${group.printed.code}`,
    output: rasters.made.shape,
    into: rasters.made,
    dtype: "float32",
    dispatch: [runs.groups, group.count, 1],
    workgroup: THREADS,
    lanes,
    uniforms: { places: runs.places, rendered: group.first, list: first, ...rasterUniforms(rasters) },
    inputs: { plan: table, ...(group.printed.readsRasters && rasterInputs(rasters)) },
    inputLanes: { plan: 1 },
    code: `
${lanesSource[lanes]}
${group.printed.readsRasters ? readRasters("result", rasters, size, lanes) : ""}
${group.printed.code}
${shareAt(group.printed, width, lanes)}
fn main(_index : i32) {
  let raster = uniforms.rendered + i32(workgroupId.y);
  begin(i32(plan[uniforms.list + 2 * raster]));
  let out = (uniforms.noise + raster) * ${runs.places};
  ${runs.along("result[out + place] = shareAt(line, column);")}
}`,
  };
}

/** A kernel that evaluates the merged masks, `[samples, height, width]`. */
export function masksKernel(
  inputs: MaskInputs,
  [samples, ...size]: readonly [samples: number, height: number, width: number],
): Kernel {
  const { plan, stride, mask } = inputs;
  const source = maskParts(inputs, size), runs = runsOf(size, source.lanes);
  return {
    key: `miamix masks ${source.key}`,
    output: [samples, ...size],
    dtype: "float32",
    dispatch: [runs.groups, samples, 1],
    workgroup: THREADS,
    lanes: source.lanes,
    uniforms: { places: runs.places, ...source.uniforms },
    inputs: { ...(mask.readsPlan && { plan }), ...source.inputs },
    inputLanes: { plan: 1, ...source.inputLanes },
    code: `
${source.code}
fn main(_index : i32) {
  let n = i32(workgroupId.y);
  begin(n * ${stride} + ${Row.params + mask.first});
  let out = n * ${runs.places};
  ${runs.along("result[out + place] = shareAt(line, column);")}
}`,
  };
}
