import type { Tensor, Tensor4D } from "@tensorflow/tfjs";
import type { Kernel } from "../../device/kernel.ts";
import { lanesOf, vectorOf } from "./print.ts";
import { rowChunks } from "./row_chunks.ts";

const THREADS = 64;

/**
 * A kernel for the mean and the sum of squared distances to it of each channel in each chunk of rows,
 * `[chunks, 2, channels]`. It walks twice through a chunk: squares of the numbers themselves would lose digits.
 */
export function channelMoments(images: Tensor4D): Kernel {
  const channels = images.shape[3];
  const lanes = lanesOf(channels), groups = channels / lanes, vector = vectorOf(lanes);
  const { rows, size, count } = rowChunks(images);
  return {
    key: `miamix channel moments ${lanes}`,
    output: [count, 2, channels],
    dtype: "float32",
    dispatch: [Math.ceil(count * groups / THREADS), 1, 1],
    workgroup: THREADS,
    lanes,
    inputs: { images },
    uniforms: { groups, rows, chunk: size, invocations: count * groups },
    code: () => `
fn main(index : i32) {
  if (index >= uniforms.invocations) { return; }
  let groups = uniforms.groups;
  let group = index % groups;
  let start = index / groups * uniforms.chunk;
  let end = min(start + uniforms.chunk, uniforms.rows);
  var sum = ${vector}(0.0);
  for (var row = start; row < end; row++) { sum += images[row * groups + group]; }
  let mean = sum / f32(end - start);
  var squares = ${vector}(0.0);
  for (var row = start; row < end; row++) {
    let away = images[row * groups + group] - mean;
    squares += away * away;
  }
  let out = index / groups * 2 * groups + group;
  result[out] = mean;
  result[out + groups] = squares;
}`,
  };
}

/**
 * A kernel that joins the chunks of {@linkcode channelMoments} to mean and biased variance, `[2, channels]` (Chan, Golub
 * and LeVeque 1979).
 */
export function joinMoments(images: Tensor4D, moments: Tensor): Kernel {
  const channels = images.shape[3];
  const lanes = lanesOf(channels), groups = channels / lanes, vector = vectorOf(lanes);
  const { rows, size, count } = rowChunks(images);
  return {
    key: `miamix join moments ${lanes}`,
    output: [2, channels],
    dtype: "float32",
    dispatch: [Math.ceil(groups / THREADS), 1, 1],
    workgroup: THREADS,
    lanes,
    inputs: { moments },
    uniforms: { groups, rows, chunk: size, count },
    code: () => `
fn main(group : i32) {
  let groups = uniforms.groups;
  if (group >= groups) { return; }
  let all = f32(uniforms.rows);
  var mean = ${vector}(0.0);
  for (var i = 0; i < uniforms.count; i++) {
    let share = f32(min(uniforms.chunk, uniforms.rows - i * uniforms.chunk)) / all;
    mean += share * moments[i * 2 * groups + group];
  }
  var variance = ${vector}(0.0);
  for (var i = 0; i < uniforms.count; i++) {
    let share = f32(min(uniforms.chunk, uniforms.rows - i * uniforms.chunk)) / all;
    let away = moments[i * 2 * groups + group] - mean;
    variance += share * away * away + moments[(i * 2 + 1) * groups + group] / all;
  }
  result[group] = mean;
  result[groups + group] = variance;
}`,
  };
}
