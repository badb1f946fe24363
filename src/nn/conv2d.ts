import * as tf from "@tensorflow/tfjs";
import { webgpuBackend } from "../device/device.ts";
import { composedConvolution } from "./composed_convolution.ts";
import { type ConvOptions, convShape } from "./conv_shape.ts";
import type { Convolution } from "./convolution.ts";
import { spending } from "./spending.ts";
import { webgpuConvolution } from "./webgpu/convolution.ts";

/** The convolution that suits the backend that tfjs uses now. */
export function convolution(): Convolution {
  const backend = webgpuBackend();
  return backend === undefined ? composedConvolution : webgpuConvolution(backend);
}

/**
 * Convolves images with square filters, with gradients of our own: those of tfjs 4.22 are wrong on software WebGPU
 * adapters at the batch sizes of training, and missing on wasm.
 *
 * @param images `[batch, height, width, in]`
 * @param filter `[side, side, in / groups, out]`
 * @param maths What computes the passes.
 * @returns `[batch, ⌊(height + 2·padding - side) / stride⌋ + 1, …, out]`
 * @throws {RangeError} If the shapes or options do not fit together.
 */
export function conv2d(
  images: tf.Tensor4D,
  filter: tf.Tensor4D,
  options: ConvOptions = {},
  maths: Convolution = convolution(),
): tf.Tensor4D {
  const shape = convShape(images.shape, filter.shape, options);
  return tf.customGrad((x, w, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor, w as tf.Tensor]);
    return {
      value: maths.forward(shape, x as tf.Tensor4D, w as tf.Tensor4D),
      gradFunc: spending((gradient, saved) => {
        const [images, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
        return [
          maths.inputGradient(shape, gradient as tf.Tensor4D, filter),
          maths.filterGradient(shape, images, gradient as tf.Tensor4D),
        ];
      }),
    };
  })(images, filter) as tf.Tensor4D;
}

/**
 * {@linkcode conv2d} of images that nothing has to learn from, such as the input of a network: it spares the gradient
 * with respect to them.
 *
 * @throws {RangeError} If the shapes or options do not fit together.
 */
export function conv2dOfData(
  images: tf.Tensor4D,
  filter: tf.Tensor4D,
  options: ConvOptions = {},
  maths: Convolution = convolution(),
): tf.Tensor4D {
  const shape = convShape(images.shape, filter.shape, options);
  return tf.customGrad((w, save) => {
    (save as tf.GradSaveFunc)([images]);
    return {
      value: maths.forward(shape, images, w as tf.Tensor4D),
      gradFunc: spending((gradient, [data]) => [
        maths.filterGradient(shape, data as tf.Tensor4D, gradient as tf.Tensor4D),
      ]),
    };
  })(filter) as tf.Tensor4D;
}

/**
 * {@linkcode conv2d} by a filter that does not learn: it spares the gradient with respect to it.
 *
 * @throws {RangeError} If the shapes or options do not fit together.
 */
export function conv2dOfImages(
  images: tf.Tensor4D,
  filter: tf.Tensor4D,
  options: ConvOptions = {},
  maths: Convolution = convolution(),
): tf.Tensor4D {
  const shape = convShape(images.shape, filter.shape, options);
  return tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([filter]);
    return {
      value: maths.forward(shape, x as tf.Tensor4D, filter),
      gradFunc: spending((gradient, [weights]) => [
        maths.inputGradient(shape, gradient as tf.Tensor4D, weights as tf.Tensor4D),
      ]),
    };
  })(images) as tf.Tensor4D;
}
