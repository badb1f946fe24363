import { demand, demandOptions } from "../demand.ts";
import { integer, type Key, uniform } from "../random/mod.ts";

/** How an image is read: pixel `(x, y)` of the view is pixel `(x' + dx, y + dy)`, `x'` mirrored if asked; 0 outside. */
export interface Reading {
  readonly dx: number;
  readonly dy: number;
  readonly mirror: boolean;
}

/**
 * A random, label-preserving way to read an image by whole pixels. Anchor and partner are read through two independent
 * draws, so that a sample mixed with itself is mixed with another view of itself (MiAMix §3.2.1).
 */
export interface View {
  /** How the view is written, such as `cropAndFlip(padding 4)`. */
  readonly name: string;
  /** Draws how an image of a size is read: some of it must be seen. */
  draw(from: Key, size: { readonly height: number; readonly width: number }): Reading;
}

/** How an image is read as it is. */
export const AS_IT_IS: Reading = { dx: 0, dy: 0, mirror: false };

const identity: View = { name: "identityView()", draw: () => AS_IT_IS };

/** The image as it is. */
export function identityView(): View {
  return identity;
}

/** Options of {@linkcode cropAndFlip}. */
export interface CropAndFlipOptions {
  /**
   * Zero pixels around the image before a crop of the image's size is taken, an integer ≥ 0; so many fewer along a side
   * that is no longer, that every crop shows some of the image.
   *
   * @default {4}
   */
  readonly padding?: number;
  /** The probability of a horizontal flip, in `[0, 1]`. @default {0.5} */
  readonly flip?: number;
}

/**
 * A random crop of the zero-padded image and a horizontal flip: the usual augmentation for CIFAR.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function cropAndFlip(options: CropAndFlipOptions = {}): View {
  demandOptions("build cropAndFlip()", options, ["padding", "flip"]);
  const { padding = 4, flip = 0.5 } = options;
  const action = "build cropAndFlip()";
  demand(Number.isInteger(padding) && padding >= 0, action, "padding must be an integer >= 0", padding);
  demand(flip >= 0 && flip <= 1, action, "flip must be in [0, 1]", flip);
  return {
    name: `cropAndFlip(padding ${padding}, flip ${flip})`,
    draw: (from, { height, width }) => ({
      dx: shift(from, 0, Math.min(padding, width - 1)),
      dy: shift(from, 1, Math.min(padding, height - 1)),
      mirror: uniform(from, 2) < flip,
    }),
  };
}

/** A whole number from `[-most, most]`. */
function shift(from: Key, index: number, most: number): number {
  return integer(from, 2 * most + 1, index) - most;
}
