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
const lerp = `
fn lerp(share : f32, a : f32, b : f32) -> f32 {
  return select(select(b + share * (a - b), b, share == 0.0), a, share == 1.0);
}`;

/** A kernel that reads anchor and partner through their views and mixes them by the mask, `[samples, h, w, c]`. */
export function blendKernel(inputs: BlendInputs, shape: ImageShape, params: number): Kernel {
  const [samples, height, width, channels] = shape;
  const pixels = height * width;
  return {
    key: `miamix blend ${height}x${width}x${channels} ${params}`,
    output: [...shape],
    dtype: "float32",
    dispatch: [Math.ceil(samples * pixels / THREADS), 1, 1],
    workgroup: THREADS,
    uniforms: { pixels: samples * pixels },
    inputs: { ...inputs },
    code: `
${lerp}
/** Where image number 'image' is read for a pixel; -1 outside of it. */
fn place(image : i32, view : i32, x : i32, y : i32) -> i32 {
  let column = select(x, ${width - 1} - x, plan[view + 2] > 0.0) + i32(plan[view]);
  let line = y + i32(plan[view + 1]);
  let outside = column < 0 || column >= ${width} || line < 0 || line >= ${height};
  return select(((image * ${height} + line) * ${width} + column) * ${channels}, -1, outside);
}

fn main(index : i32) {
  if (index >= uniforms.pixels) { return; }
  let n = index / ${pixels};
  let pixel = index % ${pixels};
  let row = n * ${Row.params + params};
  let x = pixel % ${width};
  let y = pixel / ${width};
  let anchor = place(n, row + ${Row.anchorView}, x, y);
  let partner = place(i32(plan[row]), row + ${Row.partnerView}, x, y);
  let share = masks[n * ${pixels + tiles(pixels)} + pixel];
  for (var c = 0; c < ${channels}; c++) {
    let a = select(0.0, f32(anchors[max(anchor, 0) + c]), anchor >= 0);
    let b = select(0.0, f32(partners[max(partner, 0) + c]), partner >= 0);
    result[index * ${channels} + c] = lerp(share, a, b);
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
