import { demand } from "../demand.ts";
import { add, clamp, div, field, lit, step, sub } from "../expr/mod.ts";
import { fold, type Key, normalsInto, uniform } from "../random/mod.ts";
import { band, type NoiseField } from "./field.ts";
import { defineMask, type Mask, type Size } from "./mask.ts";

/** Options of {@linkcode fourier}. */
export interface FourierOptions {
  /** The power of the frequency by which amplitudes fall, > 0. @default {3} (reference code of FMix) */
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
  const { decay = 3, soft = 0 } = options;
  demand(decay > 0 && Number.isFinite(decay), "build fourier()", "decay must be > 0", decay);
  demand(soft >= 0 && soft <= 0.5, "build fourier()", "soft must be in [0, 0.5]", soft);
  const words = [decay === 3 ? [] : [`decay ${decay}`], soft === 0 ? [] : [`soft ${soft}`]].flat();
  return defineMask(`fourier(${words.join(", ")})`, {
    edges: true,
    draw(from, ratio, size) {
      const pixels = size.height * size.width;
      const level = Math.floor(ratio * pixels + uniform(fold(from, 0))) / pixels;
      const ramp = Math.floor(Math.min(soft, level, 1 - level) * pixels) / pixels;
      return { noise: noise(fold(from, 1), decay, size), level, ramp: Math.max(ramp, Number.EPSILON) };
    },
    pixel: ({ noise, level, ramp }, at) =>
      soft === 0
        ? step(level, field(noise, at))
        : clamp(add(div(sub(field(noise, at), level), add(ramp, ramp)), lit(0.5)), lit(0), lit(1)),
  });
}

/** White noise whose waves are weighted by their frequency to the power of `-decay`; the longest wave has weight 1. */
function noise(from: Key, decay: number, { height, width }: Size): NoiseField {
  demand(
    height * width <= 2 ** 21,
    "draw fourier()",
    "an image must have at most 2^21 pixels",
    height * width,
  );
  const bandX = band(width), bandY = band(height);
  const amplitudes = new Float32Array((2 * bandY + 1) * (bandX + 1) * 2);
  const weights = weightsOf(decay, height, width), normals = new Float64Array(amplitudes.length);
  normalsInto(normals, from);
  for (let ky = -bandY, wave = 0; ky <= bandY; ky++) {
    for (let kx = 0; kx <= bandX; kx++, wave++) {
      if (kx === 0 && ky <= 0) continue;
      amplitudes[2 * wave] = normals[2 * wave]! * weights[wave]!;
      amplitudes[2 * wave + 1] = normals[2 * wave + 1]! * weights[wave]!;
    }
  }
  return { kind: "noise", amplitudes };
}

const tables = new Map<string, Float64Array>();

/** What each wave of the noise of images of one size is multiplied with, in the order of its amplitudes. */
function weightsOf(decay: number, height: number, width: number): Float64Array {
  const key = `${decay} ${height} ${width}`, known = tables.get(key);
  if (known !== undefined) return known;
  const bandX = band(width), bandY = band(height), lowest = 1 / Math.max(height, width);
  const table = Float64Array.from({ length: (2 * bandY + 1) * (bandX + 1) }, (_, wave) => {
    const kx = wave % (bandX + 1), ky = Math.floor(wave / (bandX + 1)) - bandY;
    return (Math.hypot(kx / width, ky / height) / lowest) ** -decay;
  });
  tables.set(key, table);
  return table;
}
