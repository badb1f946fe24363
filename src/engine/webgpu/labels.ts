import type { Tensor } from "@tensorflow/tfjs";
import type { ImageShape } from "../../batch.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { type MaskInputs, type MaskParts, maskParts, type Pair } from "./blend.ts";
import { type DevicePlan, Row } from "./rows.ts";
import { runsOf, THREADS } from "./runs.ts";
import { lerp } from "./wgsl.ts";

/**
 * WGSL for the label weight of a sample, by all invocations of its workgroup together: the one that was asked for, or the
 * mean of the mask; and for the sum of a number over them.
 */
function lambdaSource({ mask }: MaskInputs, source: MaskParts, [, height, width]: ImageShape): string {
  const runs = runsOf([height, width], source.lanes);
  const all = Array.from({ length: THREADS }, (_, i) => `sums[${i}]`).join(" + ");
  return `
var<workgroup> sums : array<f32, ${THREADS}>;
/** Every invocation adds up all of the numbers: barriers, of which one alone would need more, are slow. */
fn sumOf(t : i32, value : f32) -> f32 {
  workgroupBarrier();
  sums[t] = value;
  workgroupBarrier();
  return ${all};
}
${source.code}
fn lambdaOf(t : i32, row : i32) -> f32 {
  begin(row + ${Row.params + mask.first});
  let asked = plan[row + ${Row.lambda}];
  var shares = V(0.0);
  for (var place = t; place < select(${runs.places}, 0, asked >= 0.0); place += ${THREADS}) {
    ${runs.find}
    shares += shareAt(line, column);
  }
  let mean = sumOf(t, totalOf(shares)) / ${height * width}.0;
  return select(mean, asked, asked >= 0.0);
}`;
}

/** A kernel that mixes label rows, `[samples, classes]`. */
export function labelsKernel(
  labels: Pair<Tensor>,
  inputs: MaskInputs,
  shape: ImageShape,
  classes: number,
  { settled, smooths }: Pick<DevicePlan, "settled" | "smooths">,
): Kernel {
  if (settled && !smooths) return settledLabelsKernel(labels, inputs, shape[0], classes);
  const { plan, stride } = inputs;
  const source = maskParts(inputs, [shape[1], shape[2]]);
  const smoothed = `
  let smoothing = plan[row + ${Row.smoothing}];
  let kept = 1.0 - smoothing;
  var sum = 0.0;
  for (var k = t; k < select(0, uniforms.classes, smoothing > 0.0); k += ${THREADS}) {
    sum += lerp(lambda, f32(anchors[anchor + k]), f32(partners[partner + k]));
  }
  let even = smoothing * sumOf(t, sum) / f32(uniforms.classes);`;
  return {
    key: `miamix labels ${smooths} ${source.key}`,
    output: [shape[0], classes],
    dtype: "float32",
    dispatch: [shape[0], 1, 1],
    workgroup: THREADS,
    uniforms: { classes, ...source.uniforms },
    inputs: { ...labels, plan, ...source.inputs },
    inputLanes: source.inputLanes,
    code: `
${lerp("lerp", "f32")}
${lambdaSource(inputs, source, shape)}
fn main(_index : i32) {
  let t = i32(localIndex);
  let n = i32(workgroupId.x);
  let row = n * ${stride};
  let lambda = lambdaOf(t, row);
  let anchor = n * uniforms.classes;
  let partner = i32(plan[row + ${Row.partner}]) * uniforms.classes;
  ${smooths ? smoothed : "let even = 0.0; let kept = 1.0;"}
  for (var k = t; k < uniforms.classes; k += ${THREADS}) {
    result[anchor + k] = kept * lerp(lambda, f32(anchors[anchor + k]), f32(partners[partner + k])) + even;
  }
}`,
  };
}

/** The same where every label weight is known from the plan, and no label is smoothed. */
function settledLabelsKernel(
  labels: Pair<Tensor>,
  { plan, stride }: MaskInputs,
  samples: number,
  classes: number,
): Kernel {
  return {
    key: `miamix settled labels ${stride}`,
    output: [samples, classes],
    dtype: "float32",
    dispatch: [Math.ceil(classes / THREADS), samples, 1],
    workgroup: THREADS,
    uniforms: { classes },
    inputs: { ...labels, plan },
    code: `
${lerp("lerp", "f32")}
fn main(_index : i32) {
  let k = i32(workgroupId.x) * ${THREADS} + i32(localIndex);
  if (k >= uniforms.classes) { return; }
  let row = i32(workgroupId.y) * ${stride};
  let anchor = i32(workgroupId.y) * uniforms.classes + k;
  let partner = i32(plan[row + ${Row.partner}]) * uniforms.classes + k;
  result[anchor] = lerp(plan[row + ${Row.lambda}], f32(anchors[anchor]), f32(partners[partner]));
}`,
  };
}

/** A kernel that gives the label weights of the anchors, `[samples]`. */
export function lambdaKernel(inputs: MaskInputs, shape: ImageShape): Kernel {
  const { plan, stride } = inputs;
  const source = maskParts(inputs, [shape[1], shape[2]]);
  return {
    key: `miamix lambda ${source.key}`,
    output: [shape[0]],
    dtype: "float32",
    dispatch: [shape[0], 1, 1],
    workgroup: THREADS,
    uniforms: { samples: shape[0], ...source.uniforms },
    inputs: { plan, ...source.inputs },
    inputLanes: source.inputLanes,
    code: `
${lambdaSource(inputs, source, shape)}
fn main(_index : i32) {
  let n = i32(workgroupId.x);
  let lambda = lambdaOf(i32(localIndex), n * ${stride});
  if (localIndex == 0u && n < uniforms.samples) { result[n] = lambda; }
}`,
  };
}
