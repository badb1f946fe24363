import type { Tensor } from "@tensorflow/tfjs";
import type { ImageShape } from "../../batch.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { tiles } from "./masks.ts";
import { Row } from "./rows.ts";

const THREADS = 64;

/** What {@linkcode blendKernel} and {@linkcode labelsKernel} read, all of it flat. */
export interface BlendInputs {
  /** What anchors are read from. */
  readonly anchors: Tensor;
  /** What partners are read from. */
  readonly partners: Tensor;
  readonly plan: Tensor;
  /** What the masks kernel gives. */
  readonly masks: Tensor;
}

/** `b + share·(a - b)`; exactly `a` for 1 and `b` for 0, whatever is in the other one. */
export const lerp = `
fn lerp(share : f32, a : f32, b : f32) -> f32 {
  return select(select(b + share * (a - b), b, share == 0.0), a, share == 1.0);
}`;

/** Pixels in a line that one invocation mixes: finding a place costs more than mixing what is there. */
const RUN = 8;

/** A kernel that reads anchor and partner through their views and mixes them by the mask, `[samples, h, w, c]`. */
export function blendKernel(inputs: BlendInputs, shape: ImageShape, params: number): Kernel {
  const [samples, height, width, channels] = shape;
  const runs = Math.ceil(width / RUN);
  const count = width % RUN === 0 ? `${RUN}` : `min(${RUN}, ${width} - first)`;
  const each = (text: (c: number) => string) =>
    Array.from({ length: channels }, (_, c) => text(c)).join("\n    ");
  return {
    key: `miamix blend ${height}x${width}x${channels} ${params}`,
    output: [...shape],
    dtype: "float32",
    dispatch: [Math.ceil(samples * height * runs / THREADS), 1, 1],
    workgroup: THREADS,
    uniforms: { runs: samples * height * runs },
    inputs: { ...inputs },
    code: `
${lerp}
/** Where the line of an image begins that a view reads; -1 outside of it. */
fn lineOf(image : i32, view : i32, y : i32) -> i32 {
  let line = y + i32(plan[view + 1]);
  return select((image * ${height} + line) * ${width}, -1, line < 0 || line >= ${height});
}

fn main(index : i32) {
  if (index >= uniforms.runs) { return; }
  let first = (index % ${runs}) * ${RUN};
  let line = index / ${runs};
  let n = line / ${height};
  let y = line % ${height};
  let row = n * ${Row.params + params};
  let lineA = lineOf(n, row + ${Row.anchorView}, y);
  let lineB = lineOf(i32(plan[row]), row + ${Row.partnerView}, y);
  let mirrorA = plan[row + ${Row.anchorView + 2}] > 0.0;
  let mirrorB = plan[row + ${Row.partnerView + 2}] > 0.0;
  let stepA = select(1, -1, mirrorA);
  let stepB = select(1, -1, mirrorB);
  var a = select(first, ${width - 1} - first, mirrorA) + i32(plan[row + ${Row.anchorView}]);
  var b = select(first, ${width - 1} - first, mirrorB) + i32(plan[row + ${Row.partnerView}]);
  var share = n * ${height * width + tiles(height * width)} + y * ${width} + first;
  var out = (line * ${width} + first) * ${channels};
  for (var i = 0; i < ${count}; i++) {
    let m = masks[share];
    let inA = lineA >= 0 && a >= 0 && a < ${width};
    let inB = lineB >= 0 && b >= 0 && b < ${width};
    let placeA = select(0, (lineA + a) * ${channels}, inA);
    let placeB = select(0, (lineB + b) * ${channels}, inB);
    ${
      each((c) =>
        `result[out + ${c}] = lerp(m, select(0.0, f32(anchors[placeA + ${c}]), inA), ` +
        `select(0.0, f32(partners[placeB + ${c}]), inB));`
      )
    }
    a += stepA;
    b += stepB;
    share += 1;
    out += ${channels};
  }
}`,
  };
}

/** Reads the label weight of sample `n`: the one that was asked for, or the mean of the mask. */
const lambdaOf = (pixels: number, params: number) => `
fn lambdaOf(n : i32) -> f32 {
  let asked = plan[n * ${Row.params + params} + ${Row.lambda}];
  if (asked >= 0.0) { return asked; }
  var sum = 0.0;
  for (var tile = 0; tile < ${tiles(pixels)}; tile++) {
    sum += masks[n * ${pixels + tiles(pixels)} + ${pixels} + tile];
  }
  return sum / ${pixels}.0;
}`;

/** A kernel that mixes label rows, `[samples, classes]`. */
export function labelsKernel(
  inputs: BlendInputs,
  [samples, height, width]: ImageShape,
  classes: number,
  params: number,
): Kernel {
  return {
    key: `miamix labels ${height}x${width} ${classes} ${params}`,
    output: [samples, classes],
    dtype: "float32",
    dispatch: [Math.ceil(samples * classes / THREADS), 1, 1],
    workgroup: THREADS,
    uniforms: { weights: samples * classes },
    inputs: { ...inputs },
    code: `
${lerp}
${lambdaOf(height * width, params)}
fn main(index : i32) {
  if (index >= uniforms.weights) { return; }
  let n = index / ${classes};
  let row = n * ${Row.params + params};
  let partner = i32(plan[row]) * ${classes};
  let lambda = lambdaOf(n);
  let smoothing = plan[row + ${Row.smoothing}];
  let k = index % ${classes};
  var mixed = lerp(lambda, f32(anchors[index]), f32(partners[partner + k]));
  if (smoothing > 0.0) {
    var sum = 0.0;
    for (var j = 0; j < ${classes}; j++) {
      sum += lerp(lambda, f32(anchors[n * ${classes} + j]), f32(partners[partner + j]));
    }
    mixed = (1.0 - smoothing) * mixed + smoothing * sum / ${classes}.0;
  }
  result[index] = mixed;
}`,
  };
}

/** A kernel that reads the label weights of the anchors, `[samples]`. */
export function lambdaKernel(
  { plan, masks }: BlendInputs,
  [samples, height, width]: ImageShape,
  params: number,
): Kernel {
  return {
    key: `miamix lambda ${height}x${width} ${params}`,
    output: [samples],
    dtype: "float32",
    dispatch: [Math.ceil(samples / THREADS), 1, 1],
    workgroup: THREADS,
    uniforms: { samples },
    inputs: { plan, masks },
    code: `
${lambdaOf(height * width, params)}
fn main(index : i32) {
  if (index < uniforms.samples) { result[index] = lambdaOf(index); }
}`,
  };
}
