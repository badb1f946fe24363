import type { Tensor4D } from "@tensorflow/tfjs";
import type { ConvShape } from "./conv_shape.ts";

/** The three passes of a convolution on some backend. */
export interface Convolution {
  /** `[batch, outHeight, outWidth, outChannels]` */
  forward(shape: ConvShape, images: Tensor4D, filter: Tensor4D): Tensor4D;
  /** The gradient with respect to the images, from the one with respect to the output. */
  inputGradient(shape: ConvShape, gradient: Tensor4D, filter: Tensor4D): Tensor4D;
  /** The gradient with respect to the filter, from the one with respect to the output. */
  filterGradient(shape: ConvShape, images: Tensor4D, gradient: Tensor4D): Tensor4D;
}
