import type { Tensor } from "@tensorflow/tfjs";
import type { ImageShape } from "../../batch.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { type MaskInputs, type MaskParts, maskParts } from "./mask_parts.ts";
import { type DevicePlan, Row } from "./rows.ts";
import { runsOf, THREADS } from "./runs.ts";
import { lerp } from "./wgsl.ts";

/** The label rows of anchors and partners, `[samples, classes]`, flattened; and what a plan says of them. */
export interface LabelRows extends Pick<DevicePlan, "settled" | "smooths"> {
  readonly anchors: Tensor;
  readonly partners: Tensor;
  readonly classes: number;
}

/** What a kernel adds to its own to mix labels. */
export interface LabelMixing {
  readonly code: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly uniforms: Readonly<Record<string, number>>;
}

/**
 * WGSL for the label weight of a sample, by all invocations of its workgroup together: the one that was asked for, or the
 * mean of the mask, of whose shares every invocation adds up some; and for the sum of a number over the invocations.
 */
function lambdaSource(pixels: number): string {
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
fn lambdaOf(t : i32, row : i32, shares : V) -> f32 {
  let asked = plan[row + ${Row.lambda}];
  let mean = sumOf(t, totalOf(shares)) / ${pixels}.0;
  return select(mean, asked, asked >= 0.0);
}`;
}

/** WGSL for `sharesOf(t, row)`: the sum of some of a sample's shares, if they are needed. */
function sharesSource({ mask }: MaskInputs, source: MaskParts, [, height, width]: ImageShape): string {
  const runs = runsOf([height, width], source.lanes);
  return `
${source.code}
fn sharesOf(t : i32, row : i32) -> V {
  begin(row + ${Row.params + mask.first});
  var shares = V(0.0);
  for (var place = t; place < select(${runs.places}, 0, plan[row + ${Row.lambda}] >= 0.0); place += ${THREADS}) {
    ${runs.find}
    shares += shareAt(line, column);
  }
  return shares;
}`;
}

/**
 * WGSL for `mixLabels(t, n, row, shares)`: it mixes the labels of sample `n` by the invocations of its workgroup, of which
 * each has added up some shares of the mask, which has so many pixels.
 */
export function labelMixing(
  into: string,
  pixels: number,
  { anchors, partners, classes, settled, smooths }: LabelRows,
): LabelMixing {
  const smoothed = `
  let smoothing = plan[row + ${Row.smoothing}];
  let kept = 1.0 - smoothing;
  var sum = 0.0;
  for (var k = t; k < select(0, uniforms.classes, smoothing > 0.0); k += ${THREADS}) {
    sum += lerpLabel(lambda, f32(anchorLabels[anchor + k]), f32(partnerLabels[partner + k]));
  }
  let even = smoothing * sumOf(t, sum) / f32(uniforms.classes);`;
  return {
    uniforms: { classes },
    inputs: { anchorLabels: anchors, partnerLabels: partners },
    code: `
${lerp("lerpLabel", "f32")}
${settled && !smooths ? "" : lambdaSource(pixels)}
fn mixLabels(t : i32, n : i32, row : i32, shares : V) {
  let lambda = ${settled ? `plan[row + ${Row.lambda}]` : "lambdaOf(t, row, shares)"};
  let anchor = n * uniforms.classes;
  let partner = i32(plan[row + ${Row.partner}]) * uniforms.classes;
  ${smooths ? smoothed : "let even = 0.0; let kept = 1.0;"}
  for (var k = t; k < uniforms.classes; k += ${THREADS}) {
    ${into}[anchor + k] = kept * lerpLabel(lambda, f32(anchorLabels[anchor + k]), f32(partnerLabels[partner + k])) + even;
  }
}`,
  };
}

/** A kernel that mixes label rows, `[samples, classes]`. */
export function labelsKernel(labels: LabelRows, inputs: MaskInputs, shape: ImageShape): Kernel {
  const [samples, height, width] = shape, { settled, smooths, classes } = labels;
  if (settled && !smooths) return settledLabelsKernel(labels, inputs, samples);
  const { plan, stride } = inputs;
  const source = maskParts(inputs, [height, width]);
  const mixing = labelMixing("result", height * width, { ...labels, settled: false });
  return {
    key: `miamix labels ${smooths} ${source.key}`,
    output: [samples, classes],
    dtype: "float32",
    dispatch: [samples, 1, 1],
    workgroup: THREADS,
    uniforms: { ...mixing.uniforms, ...source.uniforms },
    inputs: { ...mixing.inputs, plan, ...source.inputs },
    inputLanes: source.inputLanes,
    code: () => `
${sharesSource(inputs, source, shape)}
${mixing.code}
fn main(_index : i32) {
  let t = i32(localIndex);
  let n = i32(workgroupId.x);
  let row = n * ${stride};
  mixLabels(t, n, row, sharesOf(t, row));
}`,
  };
}

/** The same where every label weight is known from the plan, and no label is smoothed. */
function settledLabelsKernel(
  { anchors, partners, classes }: LabelRows,
  { plan, stride }: MaskInputs,
  samples: number,
): Kernel {
  return {
    key: `miamix settled labels ${stride}`,
    output: [samples, classes],
    dtype: "float32",
    dispatch: [Math.ceil(classes / THREADS), samples, 1],
    workgroup: THREADS,
    uniforms: { classes },
    inputs: { anchors, partners, plan },
    code: () => `
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
    code: () => `
${lambdaSource(shape[1] * shape[2])}
${sharesSource(inputs, source, shape)}
fn main(_index : i32) {
  let t = i32(localIndex);
  let n = i32(workgroupId.x);
  let lambda = lambdaOf(t, n * ${stride}, sharesOf(t, n * ${stride}));
  if (localIndex == 0u && n < uniforms.samples) { result[n] = lambda; }
}`,
  };
}
