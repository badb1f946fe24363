import type { Tensor } from "@tensorflow/tfjs";
import type { Expr } from "../../expr/mod.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { Row } from "./rows.ts";
import { printWgsl } from "./wgsl.ts";

const THREADS = 64;

/** Pixels of a sample that one workgroup computes and sums. */
const TILE = 1024;

/** How many partial sums the masks kernel writes for a sample. */
export function tiles(pixels: number): number {
  return Math.ceil(pixels / TILE);
}

/** The rasters that masks read: ranks of noise first, then given ones. */
export interface Rasters {
  /** What the ranks kernel gives, flat. */
  readonly ranks: Tensor;
  /** `[given rasters, pixels]`, flat. */
  readonly given: Tensor;
  /** How many of the rasters are noise. */
  readonly noise: number;
}

/**
 * A kernel that evaluates the merged masks: `[samples, pixels + tiles]`, a sample's mask and then the sums of its tiles.
 */
export function masksKernel(
  mask: Expr,
  params: number,
  plan: Tensor,
  rasters: Rasters | undefined,
  [samples, height, width]: readonly [number, number, number],
): Kernel {
  const pixels = height * width;
  const { code, entry } = printWgsl(mask);
  return {
    key: `miamix masks ${height}x${width} ${params} ${code}`,
    output: [samples, pixels + tiles(pixels)],
    dtype: "float32",
    dispatch: [tiles(pixels), samples, 1],
    workgroup: THREADS,
    uniforms: { stride: pixels + tiles(pixels), noise: rasters?.noise ?? 0 },
    inputs: { params: plan, ...(rasters && { ranks: rasters.ranks, given: rasters.given }) },
    code: `
${rasters === undefined ? "" : rasterAt(height, width)}
${code}
var<workgroup> sums : array<f32, ${THREADS}>;

fn main(_index : i32) {
  let t = i32(localIndex);
  let tile = i32(workgroupId.x);
  let n = i32(workgroupId.y);
  let row = n * ${Row.params + params} + ${Row.params};
  let out = n * uniforms.stride;
  var sum = 0.0;
  for (var i = tile * ${TILE} + t; i < min((tile + 1) * ${TILE}, ${pixels}); i += ${THREADS}) {
    let share = ${entry}(row, f32(i % ${width}) + 0.5, f32(i / ${width}) + 0.5);
    result[out + i] = share;
    sum += share;
  }
  sums[t] = sum;
  workgroupBarrier();
  for (var half = ${THREADS / 2}; half > 0; half /= 2) {
    if (t < half) { sums[t] += sums[t + half]; }
    workgroupBarrier();
  }
  if (t == 0) { result[out + ${pixels} + tile] = sums[0]; }
}`,
  };
}

/** How many images a point may be outside the image: OpenGL leaves the remainder of negative integers undefined. */
const AROUND = 4096;

function rasterAt(height: number, width: number): string {
  const pixels = height * width;
  return `
fn rasterAt(index : i32, x : f32, y : f32) -> f32 {
  let column = (i32(floor(x)) + ${AROUND * width}) % ${width};
  let line = (i32(floor(y)) + ${AROUND * height}) % ${height};
  let pixel = line * ${width} + column;
  if (index < uniforms.noise) { return (f32(ranks[index * ${3 * pixels} + pixel]) + 0.5) / ${pixels}.0; }
  return given[(index - uniforms.noise) * ${pixels} + pixel];
}`;
}
