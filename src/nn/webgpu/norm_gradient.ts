import type { Tensor, Tensor4D } from "@tensorflow/tfjs";
import type { Kernel } from "../../device/kernel.ts";
import { EPSILON, type Normalized } from "../normalization.ts";
import { lanesOf, vectorOf } from "./print.ts";
import { rowChunks } from "./row_chunks.ts";
import { spread } from "./spread.ts";

const THREADS = 64;

/**
 * A kernel for the gradient with respect to scale and shift, in chunks of rows: `[chunks, 2, channels]`, which are the
 * sums over the chunk of slope times normalized image, and of the slope.
 */
export function normGradientSums(
  { images, statistics }: Normalized,
  above: Tensor4D,
  rectified?: Tensor4D,
): Kernel {
  const relu = rectified !== undefined, channels = images.shape[3];
  const lanes = lanesOf(channels), groups = channels / lanes, vector = vectorOf(lanes);
  const { rows, size, count } = rowChunks(images);
  return {
    key: `miamix norm gradient sums ${lanes} ${relu}`,
    output: [count, 2, channels],
    dtype: "float32",
    dispatch: [Math.ceil(count * groups / THREADS), 1, 1],
    workgroup: THREADS,
    lanes,
    inputs: { images, statistics, above, ...(relu ? { rectified } : {}) },
    uniforms: { groups, rows, chunk: size, invocations: count * groups },
    code: () => `
fn main(index : i32) {
  if (index >= uniforms.invocations) { return; }
  let groups = uniforms.groups;
  let group = index % groups;
  let mean = statistics[group];
  let start = index / groups * uniforms.chunk;
  let end = min(start + uniforms.chunk, uniforms.rows);
  var along = ${vector}(0.0);
  var sum = ${vector}(0.0);
  for (var row = start; row < end; row++) {
    let i = row * groups + group;
    let slope = ${slopeAt("i", relu, vector)};
    along += slope * (images[i] - mean);
    sum += slope;
  }
  let out = index / groups * 2 * groups + group;
  result[out] = along * inverseSqrt(statistics[groups + group] + ${EPSILON});
  result[out + groups] = sum;
}`,
  };
}

/** A kernel for the gradient with respect to the images, from the joined sums `[2, channels]`. */
export function normGradient(
  { images, statistics, affine }: Normalized,
  above: Tensor4D,
  sums: Tensor,
  rectified?: Tensor4D,
): Kernel {
  const relu = rectified !== undefined, channels = images.shape[3];
  const lanes = lanesOf(channels), groups = channels / lanes, vector = vectorOf(lanes);
  const invocations = images.size / lanes;
  return {
    key: `miamix norm gradient ${lanes} ${relu}`,
    output: images.shape,
    dtype: "float32",
    dispatch: spread(Math.ceil(invocations / THREADS)),
    workgroup: THREADS,
    lanes,
    inputs: { images, statistics, affine, above, sums, ...(relu ? { rectified } : {}) },
    uniforms: { groups, rows: images.size / channels, invocations },
    code: () => `
fn main(index : i32) {
  if (index >= uniforms.invocations) { return; }
  let groups = uniforms.groups;
  let group = index % groups;
  let root = inverseSqrt(statistics[groups + group] + ${EPSILON});
  let normal = (images[index] - statistics[group]) * root;
  let slope = ${slopeAt("index", relu, vector)};
  let together = (sums[groups + group] + normal * sums[group]) / f32(uniforms.rows);
  result[index] = affine[group] * root * (slope - together);
}`,
  };
}

/** The gradient with respect to what came before the ReLU. */
function slopeAt(index: string, relu: boolean, vector: string): string {
  const zero = `${vector}(0.0)`;
  return relu ? `select(${zero}, above[${index}], rectified[${index}] > ${zero})` : `above[${index}]`;
}
