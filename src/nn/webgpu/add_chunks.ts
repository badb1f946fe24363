import type { Tensor } from "@tensorflow/tfjs";
import type { Kernel } from "../../device/kernel.ts";

const THREADS = 64;

/** A kernel that adds `chunks` partial results of `size` numbers each. */
export function addChunks(partial: Tensor, chunks: number, size: number): Kernel {
  return {
    key: "miamix add chunks",
    output: [size],
    dtype: "float32",
    dispatch: [Math.ceil(size / THREADS), 1, 1],
    workgroup: THREADS,
    inputs: { partial },
    uniforms: { chunks, length: size },
    code: () => `
fn main(index : i32) {
  if (index >= uniforms.length) { return; }
  var sum = 0.0;
  for (var chunk = 0; chunk < uniforms.chunks; chunk++) { sum += partial[chunk * uniforms.length + index]; }
  result[index] = sum;
}`,
  };
}
