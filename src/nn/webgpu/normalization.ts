import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { runKernel } from "../../device/kernel.ts";
import type { Normalization } from "../normalization.ts";
import { addChunks } from "./add_chunks.ts";
import { channelMoments, joinMoments } from "./channel_moments.ts";
import { normGradient, normGradientSums } from "./norm_gradient.ts";
import { normalize } from "./normalize.ts";
import { rowChunks } from "./row_chunks.ts";

/** Batch normalization by kernels of our own on the WebGPU backend. */
export function webgpuNormalization(backend: WebGPUBackend): Normalization {
  return {
    statistics: (images) =>
      tf.tidy(() =>
        runKernel(backend, joinMoments(images, runKernel(backend, channelMoments(images))))
      ) as tf.Tensor2D,
    normalize: (from, relu) => runKernel(backend, normalize(from, relu)) as tf.Tensor4D,
    gradients: (from, above, rectified) =>
      tf.tidy(() => {
        const { count } = rowChunks(from.images);
        const partial = runKernel(backend, normGradientSums(from, above, rectified));
        const sums = runKernel(backend, addChunks(partial, count, from.affine.size)).reshape(
          from.affine.shape,
        );
        return [
          runKernel(backend, normGradient(from, above, sums, rectified)) as tf.Tensor4D,
          sums as tf.Tensor2D,
        ];
      }),
  };
}
