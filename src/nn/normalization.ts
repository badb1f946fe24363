import type { Tensor2D, Tensor4D } from "@tensorflow/tfjs";

/** What a batch normalization computes with. */
export interface Normalized {
  /** `[batch, height, width, channels]` */
  readonly images: Tensor4D;
  /** `[2, channels]`: mean and variance. */
  readonly statistics: Tensor2D;
  /** `[2, channels]`: scale and shift. */
  readonly affine: Tensor2D;
}

/** The passes of a batch normalization on some backend. */
export interface Normalization {
  /** Mean and biased variance of each channel, `[2, channels]`. */
  statistics(images: Tensor4D): Tensor2D;
  /** `scale · (images - mean) / √(variance + ε) + shift`, and what is negative is 0 with `relu`. */
  normalize(from: Normalized, relu: boolean): Tensor4D;
  /**
   * The gradients with respect to the images, through their statistics too, and to the scale and shift.
   *
   * @param above The gradient with respect to the output.
   * @param rectified The output of `normalize` with `relu`: nothing flows back where it is 0.
   */
  gradients(
    from: Normalized,
    above: Tensor4D,
    rectified?: Tensor4D,
  ): [images: Tensor4D, affine: Tensor2D];
}

/** Added to a variance before its root is taken. As in PyTorch. */
export const EPSILON = 1e-5;
