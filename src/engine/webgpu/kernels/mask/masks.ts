import type { Kernel } from "../../../../device/mod.ts";
import { type MaskInputs, maskParts } from "../../wgsl/mask_parts.ts";
import { Row } from "../../layout/plan_layout.ts";
import { runsOf, THREADS } from "../../layout/runs.ts";

/**
 * A kernel that evaluates the merged masks, `[samples, height, width]`.
 *
 * - Reads `plan`; `made` and `given`, if the mask reads rasters.
 * - Writes masks `[samples, height, width]`.
 * - Read by whoever asked for details.
 */
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
    code: () => `
${source.code}
fn main(_index : i32) {
  let n = i32(workgroupId.y);
  begin(n * ${stride} + ${Row.params + mask.first});
  let out = n * ${runs.places};
  ${runs.along("result[out + place] = shareAt(line, column);")}
}`,
  };
}
