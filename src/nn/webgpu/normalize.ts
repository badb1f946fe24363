import type { Kernel } from "../../device/kernel.ts";
import { EPSILON, type Normalized } from "../normalization.ts";
import { lanesOf, vectorOf } from "./print.ts";
import { spread } from "./spread.ts";

const THREADS = 64;

/** A kernel for the output of a batch normalization, in the shape of the images. */
export function normalize({ images, statistics, affine }: Normalized, relu: boolean): Kernel {
  const channels = images.shape[3];
  const lanes = lanesOf(channels), groups = channels / lanes;
  const invocations = images.size / lanes;
  return {
    key: `miamix normalize ${lanes} ${relu}`,
    output: images.shape,
    dtype: "float32",
    dispatch: spread(Math.ceil(invocations / THREADS)),
    workgroup: THREADS,
    lanes,
    inputs: { images, statistics, affine },
    uniforms: { groups, invocations },
    code: () => `
fn main(index : i32) {
  if (index >= uniforms.invocations) { return; }
  let groups = uniforms.groups;
  let group = index % groups;
  let scale = affine[group] * inverseSqrt(statistics[groups + group] + ${EPSILON});
  let value = (images[index] - statistics[group]) * scale + affine[groups + group];
  result[index] = ${relu ? `max(value, ${vectorOf(lanes)}(0.0))` : "value"};
}`,
  };
}
