import type { Tensor } from "@tensorflow/tfjs";
import type { ImageShape, Normalization } from "../../batch.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { rasterInputs, type Rasters, rasterUniforms, readRasters } from "./rasters.ts";
import { Row } from "./rows.ts";
import { runsOf, THREADS } from "./runs.ts";
import { readSource, type Source } from "./source.ts";
import { type PrintedWgsl, shareAt } from "./wgsl.ts";

/** What kernels evaluate the mask from. */
export interface MaskInputs {
  /** The table of a device plan. */
  readonly plan: Tensor;
  /** How many numbers a row of it has. */
  readonly stride: number;
  readonly mask: PrintedWgsl;
  /** The rasters that the mask reads, if it reads any. */
  readonly rasters: Rasters | undefined;
}

/** What anchors and partners are read from. */
export interface Pair<T> {
  readonly anchors: T;
  readonly partners: T;
}

/** `b + share·(a - b)`; exactly `a` for 1 and `b` for 0, whatever is in the other one. */
export const lerp = `
fn lerp(share : f32, a : f32, b : f32) -> f32 {
  return select(select(b + share * (a - b), b, share == 0.0), a, share == 1.0);
}`;

/** What a kernel adds to its own to evaluate the mask. */
export interface MaskParts {
  readonly code: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly uniforms: Readonly<Record<string, number>>;
  /** What the code depends on, for the key of the kernel. */
  readonly key: string;
}

/** The mask as WGSL, and the rasters that it reads. */
export function maskParts(
  { mask, rasters, stride }: MaskInputs,
  size: readonly [height: number, width: number],
): MaskParts {
  const key = `${size} ${stride} ${rasters?.given === undefined} ${mask.code}`;
  const code = `${mask.code}\n${shareAt(mask, size[1])}`;
  if (rasters === undefined || !mask.readsRasters) return { code, inputs: {}, uniforms: {}, key };
  return {
    code: `${readRasters("made", rasters, size)}\n${code}`,
    inputs: { made: rasters.made, ...rasterInputs(rasters) },
    uniforms: rasterUniforms(rasters),
    key,
  };
}

/**
 * A kernel that evaluates the mask, reads anchor and partner through their views, and mixes them, `[samples, h, w, c]`.
 * Where the mask is 1 the partner is not read, and where it is 0 the anchor is not: reading is what takes the time.
 * Every channel of the result is normalised, if that is asked for.
 */
export function blendKernel(
  { anchors, partners }: Pair<Source>,
  inputs: MaskInputs,
  shape: ImageShape,
  normalize: Normalization | undefined,
): Kernel {
  const { plan, stride, mask } = inputs;
  const [samples, height, width, channels] = shape;
  const source = maskParts(inputs, [height, width]);
  const runs = runsOf([height, width]);
  const each = (text: (c: number) => string) =>
    Array.from({ length: channels }, (_, c) => text(c)).join("\n    ");
  return {
    key: `miamix blend ${channels} ${anchors.bytes} ${partners.bytes} ${shown(normalize)} ${source.key}`,
    output: [...shape],
    dtype: "float32",
    dispatch: [runs.groups, samples, 1],
    workgroup: THREADS,
    uniforms: { runs: runs.count, ...source.uniforms },
    inputs: { anchors: anchors.pixels, partners: partners.pixels, plan, ...source.inputs },
    code: `
${lerp}
${readSource("anchors", anchors)}
${readSource("partners", partners)}
${source.code}
/** Where the line of an image begins that a view reads; -1 outside of it. */
fn beginOf(image : i32, line : i32) -> i32 {
  return select((image * ${height} + line) * ${width}, -1, line < 0 || line >= ${height});
}

fn main(_index : i32) {
  let run = i32(workgroupId.x) * ${THREADS} + i32(localIndex);
  if (run >= uniforms.runs) { return; }
  ${runs.find}
  let n = i32(workgroupId.y);
  let row = n * ${stride};
  begin(row + ${Row.params + mask.first});
  let lineA = beginOf(n, line + i32(plan[row + ${Row.anchorView + 1}]));
  let lineB = beginOf(i32(plan[row + ${Row.partner}]), line + i32(plan[row + ${Row.partnerView + 1}]));
  let mirrorA = plan[row + ${Row.anchorView + 2}] > 0.0;
  let mirrorB = plan[row + ${Row.partnerView + 2}] > 0.0;
  let stepA = select(1, -1, mirrorA);
  let stepB = select(1, -1, mirrorB);
  var a = select(first, ${width - 1} - first, mirrorA) + i32(plan[row + ${Row.anchorView}]);
  var b = select(first, ${width - 1} - first, mirrorB) + i32(plan[row + ${Row.partnerView}]);
  var out = ((n * ${height} + line) * ${width} + first) * ${channels};
  ${
      runs.along(`let m = shareAt(line, column);
    ${each((c) => `var a${c} = 0.0;\n    var b${c} = 0.0;`)}
    if (m != 0.0 && lineA >= 0 && a >= 0 && a < ${width}) {
      let place = (lineA + a) * ${channels};
      ${each((c) => `a${c} = anchorsAt(place + ${c});`)}
    }
    if (m != 1.0 && lineB >= 0 && b >= 0 && b < ${width}) {
      let place = (lineB + b) * ${channels};
      ${each((c) => `b${c} = partnersAt(place + ${c});`)}
    }
    ${each((c) => `result[out + ${c}] = ${normalized(`lerp(m, a${c}, b${c})`, c, normalize)};`)}
    a += stepA;
    b += stepB;
    out += ${channels};`)
    }
}`,
  };
}

/** A normalization as text, for the key of a kernel. */
function shown(normalize: Normalization | undefined): string {
  return normalize === undefined ? "" : `${Array.from(normalize.mean)}/${Array.from(normalize.std)}`;
}

/** WGSL for a normalised number of a channel. */
function normalized(value: string, channel: number, normalize: Normalization | undefined): string {
  if (normalize === undefined) return value;
  const literal = (number: number) => `f32(${Math.fround(number)})`;
  return `(${value} - ${literal(normalize.mean[channel]!)}) / ${literal(normalize.std[channel]!)}`;
}
