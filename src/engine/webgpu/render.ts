import type { Tensor } from "@tensorflow/tfjs";
import type { Kernel } from "../../webgpu/kernel.ts";
import { type BlendInputs, maskParts } from "./blend.ts";
import { atEveryPixel, lineOf, THREADS, tiles } from "./pixels.ts";
import { rasterAt, rasterInputs, type Rasters, rasterUniforms } from "./rasters.ts";
import { type Group, Row } from "./rows.ts";

/** A kernel that renders the rasters of a group, without windows, among the made rasters. */
export function renderKernel(
  group: Group,
  { table, first }: { readonly table: Tensor; readonly first: number },
  rasters: Rasters,
  size: readonly [height: number, width: number],
): Kernel {
  const pixels = size[0] * size[1];
  return {
    key: `miamix render ${size} ${rasters.given === undefined} ${group.printed.code}`,
    output: rasters.made.shape,
    into: rasters.made,
    dtype: "float32",
    dispatch: [tiles(pixels), group.count, 1],
    workgroup: THREADS,
    uniforms: { rendered: group.first, list: first, ...rasterUniforms(rasters) },
    inputs: { plan: table, ...(group.printed.readsRasters && rasterInputs(rasters)) },
    code: `
${lineOf(size[1])}
${group.printed.readsRasters ? rasterAt("result", rasters, size) : ""}
${group.printed.code}
fn main(_index : i32) {
  let raster = uniforms.rendered + i32(workgroupId.y);
  begin(i32(plan[uniforms.list + 2 * raster]));
  let out = (uniforms.noise + raster) * ${pixels};
  ${atEveryPixel(size, "result[out + pixel] = share(f32(column) + 0.5, f32(line) + 0.5);")}
}`,
  };
}

/** A kernel that evaluates the merged masks, `[samples, height, width]`. */
export function masksKernel(
  inputs: BlendInputs,
  [samples, ...size]: readonly [samples: number, height: number, width: number],
): Kernel {
  const { plan, stride, mask } = inputs;
  const source = maskParts(inputs, size);
  return {
    key: `miamix masks ${source.key}`,
    output: [samples, ...size],
    dtype: "float32",
    dispatch: [tiles(size[0] * size[1]), samples, 1],
    workgroup: THREADS,
    uniforms: { samples, ...source.uniforms },
    inputs: { ...(mask.readsPlan && { plan }), ...source.inputs },
    code: `
${lineOf(size[1])}
${source.code}
fn main(_index : i32) {
  let n = i32(workgroupId.y);
  if (n >= uniforms.samples) { return; }
  begin(n * ${stride} + ${Row.params + mask.first});
  ${
      atEveryPixel(
        size,
        `result[n * ${size[0] * size[1]} + pixel] = share(f32(column) + 0.5, f32(line) + 0.5);`,
      )
    }
}`,
  };
}
