import { demand, demandOptions } from "../demand.ts";
import { add, clamp, div, field, lit, step, sub } from "../expr/mod.ts";
import { normalQuantile } from "../math/mod.ts";
import { fold, type Key, uniform, wordsInto } from "../random/mod.ts";
import { band, type NoiseField } from "./field.ts";
import { fullNoise } from "./full_noise.ts";
import { defineMask, type Mask, type Size } from "./mask.ts";

/** From this decay on, a band of waves stands for all of them. */
const BANDED = 3;

/** Options of {@linkcode fourier}. */
export interface FourierOptions {
  /**
   * The power of the frequency by which amplitudes fall, > 0.
   *
   * From 3 on, noise has waves of up to 8 cycles a side, which engines add up; at 3 that leaves out 0.004 % of the variance
   * and 0.3 % of the edges of 224×224 images. Below 3 noise has all waves an image can hold, and is made when masks are
   * drawn: that takes some ten milliseconds for an image of 224×224.
   *
   * @default {3} (reference code of FMix)
   */
  readonly decay?: number;
  /**
   * Half the share of pixels, in `[0, 0.5]`, over which the edge runs from anchor to partner; held below the smaller of
   * the two shares.
   *
   * @default {0} (reference code of FMix)
   */
  readonly soft?: number;
}

/**
 * Low-frequency noise cut at a level that gives the partner the asked number of pixels exactly. The mask of FMix
 * (Harris et al. 2020, arXiv 2002.12047).
 *
 * The noise is isotropic, as in the paper. (The published code takes the two lowest horizontal frequencies for the real
 * and imaginary parts, so its masks have at most one run in every row.) A ratio that is not a whole number of pixels
 * is rounded up or down at random, so that the mean is the ratio in expectation.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function fourier(options: FourierOptions = {}): Mask {
  demandOptions("build fourier()", options, ["decay", "soft"]);
  const { decay = 3, soft = 0 } = options;
  demand(decay > 0 && Number.isFinite(decay), "build fourier()", "decay must be > 0", decay);
  demand(soft >= 0 && soft <= 0.5, "build fourier()", "soft must be in [0, 0.5]", soft);
  const words = [decay === 3 ? [] : [`decay ${decay}`], soft === 0 ? [] : [`soft ${soft}`]].flat();
  return defineMask(`fourier(${words.join(", ")})`, {
    edges: true,
    draw(from, ratio, size) {
      const pixels = size.height * size.width;
      const level = Math.floor(ratio * pixels + uniform(from)) / pixels;
      const ramp = Math.floor(Math.min(soft, level, 1 - level) * pixels) / pixels;
      demand(pixels <= 2 ** 21, "draw fourier()", "an image must have at most 2^21 pixels", pixels);
      const make = decay < BANDED ? fullNoise : bandNoise;
      return { noise: make(fold(from, 1), decay, size), level, ramp: Math.max(ramp, Number.EPSILON) };
    },
    pixel: ({ noise, level, ramp }, at) =>
      soft === 0
        ? step(level, field(noise, at))
        : clamp(add(div(sub(field(noise, at), level), add(ramp, ramp)), lit(0.5)), lit(0), lit(1)),
  });
}

/** White noise whose waves are weighted by their frequency to the power of `-decay`; the longest wave has weight 1. */
function bandNoise(from: Key, decay: number, { height, width }: Size): NoiseField {
  const { weights, words } = wavesOf(decay, height, width), amplitudes = arrayOf(weights.length);
  wordsInto(words, from);
  for (let i = 0; i < words.length; i++) amplitudes[i] = normalQuantile(words[i]!) * weights[i]!;
  return { kind: "noise", amplitudes };
}

/** Room for the amplitudes of more fields: memory of its own for each takes as long as all else about a field. */
let room = new Float32Array(0);

/** A new array. */
function arrayOf(length: number): Float32Array {
  if (room.length < length) room = new Float32Array(32 * length);
  const taken = room.subarray(0, length);
  room = room.subarray(length);
  return taken;
}

/** The waves that were asked for last, and what for. */
let last = { decay: NaN, height: 0, width: 0, weights: new Float64Array(0), words: new Int32Array(0) };

/**
 * What the amplitudes of the noise of images of one size are multiplied with, 0 for waves that are there twice; and room for
 * as many random words.
 */
function wavesOf(decay: number, height: number, width: number): typeof last {
  if (last.decay === decay && last.height === height && last.width === width) return last;
  const bandX = band(width), bandY = band(height), lowest = 1 / Math.max(height, width);
  const weights = Float64Array.from({ length: (2 * bandY + 1) * (bandX + 1) * 2 }, (_, i) => {
    const wave = i >> 1, kx = wave % (bandX + 1), ky = Math.floor(wave / (bandX + 1)) - bandY;
    if (kx === 0 && ky <= 0) return 0;
    return (Math.hypot(kx / width, ky / height) / lowest) ** -decay;
  });
  last = { decay, height, width, weights, words: new Int32Array(weights.length) };
  return last;
}
