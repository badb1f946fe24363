import { runKernel } from "../../../../device/mod.ts";
import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

const THREADS = 64;

/** The bits of a number that is not one: WGSL has no literal for it. */
const NOT_A_NUMBER = 0x7fc00000;

/**
 * Classes as rows of weights, `[samples, classes]`. A label that is no class has a row of NaN.
 *
 * - Reads `labels` `[samples]`.
 * - Writes label rows `[samples, classes]`.
 * - Read by the kernels that mix labels.
 */
export function labelRowsOnDevice(backend: WebGPUBackend, labels: Tensor1D, classes: number): Tensor2D {
  const [samples] = labels.shape, count = samples * classes;
  return runKernel(backend, {
    key: "miamix label rows",
    output: [samples, classes],
    dtype: "float32",
    dispatch: [Math.ceil(count / THREADS), 1, 1],
    workgroup: THREADS,
    uniforms: { classes, count, nan: NOT_A_NUMBER },
    inputs: { labels },
    code: () => `
fn main(index : i32) {
  if (index >= uniforms.count) { return; }
  let label = f32(labels[index / uniforms.classes]);
  let fits = label >= 0.0 && label < f32(uniforms.classes) && label == floor(label);
  let weight = select(0.0, 1.0, label == f32(index % uniforms.classes));
  result[index] = select(bitcast<f32>(uniforms.nan), weight, fits);
}`,
  }) as Tensor2D;
}
