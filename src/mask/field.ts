/**
 * A raster that a mask reads and that no formula of the point gives. A mask draws it like a number; the plan files
 * it and puts its number in the drawn number's place.
 */
export type Field = NoiseField | RasterField | LearnedField;

/**
 * Band-limited periodic noise, handed to the pixel language as ranks: the pixel with the `r`-th smallest of `n` noise
 * values (ties: the earlier pixel first) has the value `(r + 0.5) / n`. So the share of pixels below a threshold that
 * is a multiple of `1 / n` is exactly that threshold.
 */
export interface NoiseField {
  readonly kind: "noise";
  /**
   * Cosine and sine amplitudes `[2·bandY + 1, bandX + 1, 2]` of the waves with `ky = -bandY … bandY` and
   * `kx = 0 … bandX` cycles a side.
   */
  readonly amplitudes: Float32Array;
}

/** A raster given value by value, `[height, width]`. */
export interface RasterField {
  readonly kind: "raster";
  readonly values: Float32Array;
}

/**
 * A raster of a pair of images that something which learns gives when they are mixed, `[height, width]` of the anchor's
 * share. Where nothing gives it, it is `1 - ratio` everywhere.
 */
export interface LearnedField {
  readonly kind: "learned";
  /** The partner's share that is asked for, in `[0, 1]`. */
  readonly ratio: number;
}

/** Noise holds at most this many cycles a side: beyond it FMix's spectrum has 0.004 % of its variance. */
const BAND = 8;

/** The highest number of cycles a side that noise of an image side of this many pixels holds. */
export function band(side: number): number {
  return Math.min(BAND, Math.floor(side / 2));
}
