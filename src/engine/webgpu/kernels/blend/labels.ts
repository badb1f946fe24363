import type { Buffer, Kernel } from "../../../../device/mod.ts";
import { type DevicePlan, Row } from "../../layout/plan_layout.ts";
import { THREADS } from "../../layout/runs.ts";
import { lerp } from "../../wgsl/print.ts";

/** The label rows of anchors and partners, `[samples, classes]`, flattened; and what a plan says of them. */
export interface LabelRows extends Pick<DevicePlan, "settled" | "smooths"> {
  readonly anchors: Buffer;
  readonly partners: Buffer;
  readonly classes: number;
}

/** What a kernel makes besides images, from the shares of the mask that its invocations see; and what it needs for that. */
export interface Beside extends Pick<Kernel, "key" | "inputs" | "inputLanes" | "uniforms"> {
  readonly alsoInto: Readonly<Record<string, Buffer>>;
  readonly code: string;
  /** Whether the shares are needed. */
  readonly addsUp: boolean;
  /** A statement at the end, with the sum of the shares that an invocation of sample `n` has seen. */
  readonly end: (sum: string) => string;
}

/** What kernels find label weights from. */
export interface WeightInputs {
  /** The table of a device plan. */
  readonly plan: Buffer;
  /** How many numbers a row of it has. */
  readonly stride: number;
  /** Sums of some shares of the masks, `[samples, sums]`; as many for each sample. Not needed where all weights are known. */
  readonly sums: Buffer | undefined;
  /** How many pixels a mask has. */
  readonly pixels: number;
}

/**
 * WGSL for the label weight of a sample, by all invocations of its workgroup together: the one that was asked for, or the
 * mean of the mask, of whose shares every invocation has added up some; and for the sum of a number over the invocations.
 */
function lambdaSource(pixels: number): string {
  const all = Array.from({ length: THREADS }, (_, i) => `parts[${i}]`).join(" + ");
  return `
var<workgroup> parts : array<f32, ${THREADS}>;
/** Every invocation adds up all of the numbers: barriers, of which one alone would need more, are slow. */
fn sumOf(t : i32, value : f32) -> f32 {
  workgroupBarrier();
  parts[t] = value;
  workgroupBarrier();
  return ${all};
}
fn lambdaOf(t : i32, row : i32, shares : f32) -> f32 {
  let asked = plan[row + ${Row.lambda}];
  let mean = sumOf(t, shares) / ${pixels}.0;
  return select(mean, asked, asked >= 0.0);
}`;
}

/** Mixes the labels where a workgroup sees all of a mask, which has so many pixels. */
export function labelsBeside(labels: LabelRows, into: Buffer, pixels: number): Beside {
  const { settled, smooths } = labels;
  return {
    key: `labels ${settled} ${smooths}`,
    alsoInto: { mixedLabels: into },
    ...labelInputs(labels),
    code: mixLabelsSource("mixedLabels", pixels, labels),
    addsUp: !settled,
    end: (sum) => `mixLabels(i32(localIndex), n, row, ${sum});`,
  };
}

/** Keeps the sums of shares, `[samples, sums]`. */
export function sumsBeside(into: Buffer): Beside {
  const place = `n * ${into.shape[1]} + i32(workgroupId.x) * ${THREADS} + i32(localIndex)`;
  return {
    key: "sums",
    alsoInto: { sums: into },
    inputs: {},
    uniforms: {},
    code: "",
    addsUp: true,
    end: (sum) => `sums[${place}] = ${sum};`,
  };
}

function labelInputs({ anchors, partners, classes }: LabelRows) {
  return {
    inputs: { anchorLabels: anchors, partnerLabels: partners },
    inputLanes: { anchorLabels: 1, partnerLabels: 1 },
    uniforms: { classes },
  } as const;
}

/**
 * WGSL for `mixLabels(t, n, row, shares)`: it mixes the labels of sample `n` by the invocations of its workgroup, of which
 * each has added up some shares of the mask.
 *
 * @param keep A statement for the label weight `lambda` of sample `n`.
 */
function mixLabelsSource(
  into: string,
  pixels: number,
  { settled, smooths }: Pick<LabelRows, "settled" | "smooths">,
  keep = "",
): string {
  const smoothed = `
  let smoothing = plan[row + ${Row.smoothing}];
  let kept = 1.0 - smoothing;
  var sum = 0.0;
  for (var k = t; k < select(0, uniforms.classes, smoothing > 0.0); k += ${THREADS}) {
    sum += lerpLabel(lambda, f32(anchorLabels[anchor + k]), f32(partnerLabels[partner + k]));
  }
  let even = smoothing * sumOf(t, sum) / f32(uniforms.classes);`;
  return `
${lerp("lerpLabel", "f32")}
${settled && !smooths ? "" : lambdaSource(pixels)}
fn mixLabels(t : i32, n : i32, row : i32, shares : f32) {
  let lambda = ${settled ? `plan[row + ${Row.lambda}]` : "lambdaOf(t, row, shares)"};
  let anchor = n * uniforms.classes;
  let partner = i32(plan[row + ${Row.partner}]) * uniforms.classes;
  ${keep === "" ? "" : `if (t == 0) { ${keep} }`}
  ${smooths ? smoothed : "let even = 0.0; let kept = 1.0;"}
  for (var k = t; k < uniforms.classes; k += ${THREADS}) {
    ${into}[anchor + k] = kept * lerpLabel(lambda, f32(anchorLabels[anchor + k]), f32(partnerLabels[partner + k])) + even;
  }
}`;
}

/**
 * A kernel that mixes label rows.
 *
 * - Reads label rows `[images, classes]` of anchors and partners; `plan`; `sums` of the shares, `[samples, sums]`, where not
 *   every weight is in the plan.
 * - Writes label rows `[samples, classes]`; and the label weights `[samples]`, if they are asked for.
 * - Read by the next pass, or whoever asked for the batch.
 *
 * @param weights Where label weights go, if they are asked for.
 */
export function labelsKernel(
  labels: LabelRows,
  { plan, stride, sums, pixels }: WeightInputs,
  samples: number,
  weights?: Buffer,
): Kernel {
  const { inputs: rows, uniforms } = labelInputs(labels), settled = sums === undefined;
  const count = sums?.shape[1] ?? 0;
  return {
    key: `miamix labels ${labels.smooths} ${stride} ${pixels} ${count} ${weights !== undefined}`,
    output: [samples, labels.classes],
    dtype: "float32",
    dispatch: [samples, 1, 1],
    workgroup: THREADS,
    uniforms,
    inputs: { ...rows, plan, ...(sums && { sums }) },
    ...(weights && { alsoInto: { weights } }),
    code: () => `
${
      mixLabelsSource(
        "result",
        pixels,
        { ...labels, settled },
        weights === undefined ? "" : "weights[n] = lambda;",
      )
    }
fn main(_index : i32) {
  let t = i32(localIndex);
  let n = i32(workgroupId.x);
  let row = n * ${stride};
  var shares = 0.0;
  ${
      settled
        ? ""
        : `for (var i = t; i < select(${count}, 0, plan[row + ${Row.lambda}] >= 0.0); i += ${THREADS}) {
    shares += sums[n * ${count} + i];
  }`
    }
  mixLabels(t, n, row, shares);
}`,
  };
}
