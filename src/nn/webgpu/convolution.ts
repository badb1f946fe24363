import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { runKernel } from "../../webgpu/kernel.ts";
import type { ConvShape } from "../conv_shape.ts";
import type { Convolution } from "../convolution.ts";
import { addChunks } from "./add_chunks.ts";
import { convFilterGradient, filterChunks } from "./conv_filter_gradient.ts";
import { convForward } from "./conv_forward.ts";
import { convInputGradient } from "./conv_input_gradient.ts";

/**
 * Convolutions by kernels of our own on the WebGPU backend. The kernels take channels in fours; other numbers are filled
 * up with zeros.
 */
export function webgpuConvolution(backend: WebGPUBackend): Convolution {
  return {
    forward: (shape, images, filter) =>
      tf.tidy(() => {
        const full = { ...shape, outChannels: fours(shape.outChannels) };
        const weights = padded(filter, [0, 0, 0, full.outChannels - shape.outChannels]);
        const out = runKernel(backend, convForward(full, images.flatten(), weights.flatten()));
        return sliced(out, [full.batch, full.outHeight, full.outWidth, full.outChannels], shape.outChannels);
      }),
    inputGradient: (shape, gradient, filter) =>
      tf.tidy(() => {
        const full = filled(shape);
        const extra = [full.inChannels - shape.inChannels, full.outChannels - shape.outChannels] as const;
        const weights = padded(filter, [0, 0, ...extra]);
        const above = padded(gradient, [0, 0, 0, extra[1]]);
        const out = runKernel(backend, convInputGradient(full, above.flatten(), weights.flatten()));
        return sliced(out, [full.batch, full.height, full.width, full.inChannels], shape.inChannels);
      }),
    filterGradient: (shape, images, gradient) =>
      tf.tidy(() => {
        const full = { ...shape, outChannels: fours(shape.outChannels) };
        const above = padded(gradient, [0, 0, 0, full.outChannels - shape.outChannels]);
        const size = full.kernel ** 2 * full.inChannels * full.outChannels;
        const partial = runKernel(backend, convFilterGradient(full, images.flatten(), above.flatten()));
        const out = runKernel(backend, addChunks(partial, filterChunks(full), size));
        return sliced(out, [full.kernel, full.kernel, full.inChannels, full.outChannels], shape.outChannels);
      }),
  };
}

function fours(channels: number): number {
  return 4 * Math.ceil(channels / 4);
}

function filled(shape: ConvShape): ConvShape {
  return { ...shape, inChannels: fours(shape.inChannels), outChannels: fours(shape.outChannels) };
}

type Sizes = readonly [number, number, number, number];

function padded(tensor: tf.Tensor4D, extra: Sizes): tf.Tensor4D {
  if (extra.every((count) => count === 0)) return tensor;
  return tf.pad(tensor, extra.map((count) => [0, count] as [number, number]));
}

function sliced(tensor: tf.Tensor, shape: Sizes, channels: number): tf.Tensor4D {
  const whole = tensor.reshape([...shape]) as tf.Tensor4D;
  return shape[3] === channels ? whole : tf.slice(whole, [0, 0, 0, 0], [...shape.slice(0, 3), channels]);
}
