import type { Key } from "../random/mod.ts";

/**
 * A label-preserving change of an image, as data: chains of operations on its bytes, blended with it. The result is
 * `(1 - share)·image + share·Σ weight·chain(image)`.
 */
export interface Retouch {
  /** The share of the chains, in `[0, 1]`. */
  readonly share: number;
  readonly chains: readonly RetouchChain[];
}

/** Operations, first to last. */
export interface RetouchChain {
  /** The share of the chain among the chains; these sum to 1. */
  readonly weight: number;
  readonly steps: readonly RetouchStep[];
}

/** One operation on an image of bytes, channel by channel. */
export type RetouchStep =
  /** Stretches a channel to all of 0 to 255. */
  | { readonly op: "autocontrast" }
  /** Makes all bytes of a channel about equally frequent. */
  | { readonly op: "equalize" }
  /** Keeps the highest bits of a byte, 0 to 8. */
  | { readonly op: "posterize"; readonly bits: number }
  /** Inverts bytes of at least a threshold. */
  | { readonly op: "solarize"; readonly threshold: number }
  /**
   * Shows at the point `(x, y)` the image's point `(xx·x + xy·y + x0, yx·x + yy·y + y0)`, in pixels, bilinear; black
   * outside of the image.
   */
  | { readonly op: "affine" } & Affine;

/** An affine map of points. */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** A random, label-preserving change of images, beyond what a {@linkcode View} does. */
export interface Retouching {
  /** How it is written, such as `augmixChains(severity 3)`. */
  readonly name: string;
  draw(from: Key, size: { readonly height: number; readonly width: number }): Retouch;
}
