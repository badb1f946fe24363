import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { runKernel } from "../../device/kernel.ts";
import type { ConvShape } from "../conv_shape.ts";
import type { Convolution } from "../convolution.ts";
import { addChunks } from "./add_chunks.ts";
import { convFilterGradient, filterChunks } from "./conv_filter_gradient.ts";
import { convForward } from "./conv_forward.ts";
import { convInputGradient } from "./conv_input_gradient.ts";
import { dropChannels, fillChannels } from "./fill_channels.ts";
import { tileOf } from "./tile.ts";

/**
 * Convolutions by kernels of our own on the WebGPU backend. The kernels take the channels of a group in fours; other
 * numbers are filled up with zeros.
 */
export function webgpuConvolution(backend: WebGPUBackend): Convolution {
  const tile = tileOf(backend);
  return {
    forward: (shape, images, filter) =>
      tf.tidy(() => {
        const full = filled(shape);
        const pixels = fillChannels(images, 3, shape.groups, full.inChannels).flatten();
        const weights = fillFilter(filter, full).flatten();
        const out = runKernel(backend, convForward(full, pixels, weights, tile));
        const whole = out.reshape([full.batch, full.outHeight, full.outWidth, full.outChannels]);
        return dropChannels(whole, 3, shape.groups, shape.outChannels) as tf.Tensor4D;
      }),
    inputGradient: (shape, gradient, filter) =>
      tf.tidy(() => {
        const full = filled(shape);
        const above = fillChannels(gradient, 3, shape.groups, full.outChannels).flatten();
        const weights = backwards(fillFilter(filter, full), full);
        const out = runKernel(backend, convInputGradient(full, above, weights, tile));
        const whole = out.reshape([full.batch, full.height, full.width, full.inChannels]);
        return dropChannels(whole, 3, shape.groups, shape.inChannels) as tf.Tensor4D;
      }),
    filterGradient: (shape, images, gradient) =>
      tf.tidy(() => {
        const { kernel, groups } = shape;
        const full = filled(shape);
        const pixels = fillChannels(images, 3, groups, full.inChannels).flatten();
        const above = fillChannels(gradient, 3, groups, full.outChannels).flatten();
        const partial = runKernel(backend, convFilterGradient(full, pixels, above, tile));
        const size = kernel ** 2 * (full.inChannels / groups) * full.outChannels;
        const whole = runKernel(backend, addChunks(partial, filterChunks(full, tile), size))
          .reshape([kernel, kernel, full.inChannels / groups, full.outChannels]);
        const outputs = dropChannels(whole, 3, groups, shape.outChannels);
        return dropChannels(outputs, 2, 1, shape.inChannels / groups) as tf.Tensor4D;
      }),
  };
}

/** A shape whose groups have channels in fours. */
function filled(shape: ConvShape): ConvShape {
  const { inChannels, outChannels, groups } = shape;
  const fours = (channels: number) => groups * 4 * Math.ceil(channels / groups / 4);
  return { ...shape, inChannels: fours(inChannels), outChannels: fours(outChannels) };
}

function fillFilter(filter: tf.Tensor4D, { inChannels, outChannels, groups }: ConvShape): tf.Tensor {
  return fillChannels(fillChannels(filter, 2, 1, inChannels / groups), 3, groups, outChannels);
}

/** A filter for the way back, flat: in each group, input and output channels change places. */
function backwards(filter: tf.Tensor, { kernel, inChannels, outChannels, groups }: ConvShape): tf.Tensor {
  const parts = filter.reshape([kernel ** 2, inChannels / groups, groups, outChannels / groups]);
  return tf.transpose(parts, [0, 3, 2, 1]).flatten();
}
