import type { Tensor2D, Tensor4D } from "@tensorflow/tfjs";

/** What a batch normalization computed with, and what came out. */
export interface Normalized {
  /** `[batch, height, width, channels]`, before. */
  readonly images: Tensor4D;
  /** The same shape, after. */
  readonly output: Tensor4D;
  /** `[2, channels]`: mean and variance. */
  readonly statistics: Tensor2D;
  /** `[2, channels]`: scale and shift. */
  readonly affine: Tensor2D;
  /** Whether negative outputs were set to 0. */
  readonly relu: boolean;
}

/** The passes of a batch normalization on some backend. */
export interface Normalization {
  /** Mean and biased variance of each channel, `[2, channels]`. */
  statistics(images: Tensor4D): Tensor2D;
  /** `scale · (images - mean) / √(variance + ε) + shift`, and what is negative is 0 with `relu`. */
  normalize(from: Omit<Normalized, "output">): Tensor4D;
  /**
   * The gradients with respect to the images, through their statistics too, and to the scale and shift.
   *
   * @param above The gradient with respect to the output.
   */
  gradients(from: Normalized, above: Tensor4D): [images: Tensor4D, affine: Tensor2D];
}

/** Added to a variance before its root is taken. As in PyTorch. */
export const EPSILON = 1e-5;
