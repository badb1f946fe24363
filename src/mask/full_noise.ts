import { fourierTransform, normalQuantile, ranksOf } from "../math/mod.ts";
import { type Key, wordsInto } from "../random/mod.ts";
import type { RasterField } from "./field.ts";
import type { Size } from "./mask.ts";

/**
 * The ranks of noise of all waves that an image can hold, as `NoiseField` says: white noise whose waves are weighted by their
 * frequency to the power of `-decay`, without a constant.
 *
 * White noise of waves `cos + sin` (Hartley's) is white noise again, so the waves of a real spectrum add up to noise of that
 * spectrum, in the real part of its transform less the imaginary one.
 */
export function fullNoise(from: Key, decay: number, { height, width }: Size): RasterField {
  const { weights, words } = spectrumOf(decay, height, width);
  wordsInto(words, from);
  const real = weights.map((weight, wave) => normalQuantile(words[wave]!) * weight);
  const imaginary = new Float64Array(real.length);
  fourierTransform(real, imaginary, height, width);
  const values = Float32Array.from(real, (value, pixel) => value - imaginary[pixel]!);
  return { kind: "raster", values: ranksOf(values, new Float32Array(values.length)) };
}

/** The spectrum that was asked for last, and what for. */
let last = { decay: NaN, height: 0, width: 0, weights: new Float64Array(0), words: new Int32Array(0) };

/** The weights of the waves of images of one size, `[height, width]`, and room for as many random words. */
function spectrumOf(decay: number, height: number, width: number): typeof last {
  if (last.decay === decay && last.height === height && last.width === width) return last;
  const cycles = (k: number, side: number) => Math.min(k, side - k) / side;
  const weights = Float64Array.from({ length: height * width }, (_, wave) => {
    if (wave === 0) return 0;
    return Math.hypot(cycles(wave % width, width), cycles(Math.floor(wave / width), height)) ** -decay;
  });
  last = { decay, height, width, weights, words: new Int32Array(weights.length) };
  return last;
}
