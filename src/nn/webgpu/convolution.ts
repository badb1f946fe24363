import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { runKernel } from "../../webgpu/kernel.ts";
import type { ConvShape } from "../conv_shape.ts";
import type { Convolution } from "../convolution.ts";
import { addChunks } from "./add_chunks.ts";
import { convFilterGradient, filterChunks } from "./conv_filter_gradient.ts";
import { convForward } from "./conv_forward.ts";
import { convInputGradient } from "./conv_input_gradient.ts";
import { dropChannels, fillChannels } from "./fill_channels.ts";

/**
 * Convolutions by kernels of our own on the WebGPU backend. The kernels take the channels of a group in fours; other
 * numbers are filled up with zeros.
 */
export function webgpuConvolution(backend: WebGPUBackend): Convolution {
  return {
    forward: (shape, images, filter) =>
      tf.tidy(() => {
        const full = filled(shape, shape.groups > 1);
        const pixels = fillChannels(images, 3, shape.groups, full.inChannels);
        const out = runKernel(backend, convForward(full, pixels.flatten(), weights(filter, shape, full)));
        const whole = out.reshape([full.batch, full.outHeight, full.outWidth, full.outChannels]);
        return dropChannels(whole, 3, shape.groups, shape.outChannels) as tf.Tensor4D;
      }),
    inputGradient: (shape, gradient, filter) =>
      tf.tidy(() => {
        const full = filled(shape, true);
        const above = fillChannels(gradient, 3, shape.groups, full.outChannels);
        const out = runKernel(
          backend,
          convInputGradient(full, above.flatten(), weights(filter, shape, full)),
        );
        const whole = out.reshape([full.batch, full.height, full.width, full.inChannels]);
        return dropChannels(whole, 3, shape.groups, shape.inChannels) as tf.Tensor4D;
      }),
    filterGradient: (shape, images, gradient) =>
      tf.tidy(() => {
        const { kernel, groups } = shape;
        const full = filled(shape, groups > 1);
        const pixels = fillChannels(images, 3, groups, full.inChannels);
        const above = fillChannels(gradient, 3, groups, full.outChannels);
        const partial = runKernel(backend, convFilterGradient(full, pixels.flatten(), above.flatten()));
        const size = kernel ** 2 * (full.inChannels / groups) * full.outChannels;
        const whole = runKernel(backend, addChunks(partial, filterChunks(full), size))
          .reshape([kernel, kernel, full.inChannels / groups, full.outChannels]);
        const outputs = dropChannels(whole, 3, groups, shape.outChannels);
        return dropChannels(outputs, 2, 1, shape.inChannels / groups) as tf.Tensor4D;
      }),
  };
}

/** A shape whose groups have channels in fours; input channels may be left as they are. */
function filled(shape: ConvShape, inputsToo: boolean): ConvShape {
  const { inChannels, outChannels, groups } = shape;
  const fours = (channels: number) => groups * 4 * Math.ceil(channels / groups / 4);
  return {
    ...shape,
    inChannels: inputsToo ? fours(inChannels) : inChannels,
    outChannels: fours(outChannels),
  };
}

/** A filter for a filled shape, flat. */
function weights(filter: tf.Tensor4D, { groups }: ConvShape, full: ConvShape): tf.Tensor1D {
  const inputs = fillChannels(filter, 2, 1, full.inChannels / groups);
  return fillChannels(inputs, 3, groups, full.outChannels).flatten();
}
