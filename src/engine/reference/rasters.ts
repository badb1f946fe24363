import { band, type NoiseField } from "../../mask/field.ts";
import type { PassPlan } from "../../plan/plan.ts";

/** Gives the rasters of a plan by their numbers, `[height, width]`: noise, then given ones, then flat ones for learned ones. */
export function rastersOf(
  { noise, rasters, learned }: PassPlan,
  height: number,
  width: number,
): (i: number) => Float32Array {
  const made = new Map<number, Float32Array>();
  const make = (i: number): Float32Array => {
    if (i < noise.length) return ranked(waves(noise[i]!, height, width));
    const given = rasters[i - noise.length], asked = learned[i - noise.length - rasters.length];
    return given?.values ?? new Float32Array(height * width).fill(1 - asked!.ratio);
  };
  return (i) => {
    const raster = made.get(i) ?? make(i);
    made.set(i, raster);
    return raster;
  };
}

/** The sum of the waves of noise at every pixel. */
function waves({ amplitudes }: NoiseField, height: number, width: number): Float32Array {
  const bandX = band(width), bandY = band(height), values = new Float64Array(height * width);
  for (let ky = -bandY, i = 0; ky <= bandY; ky++) {
    const down = circle(ky, height);
    for (let kx = 0; kx <= bandX; kx++, i += 2) {
      const a = amplitudes[i]!, b = amplitudes[i + 1]!, along = circle(kx, width);
      if (a === 0 && b === 0) continue;
      for (let y = 0, pixel = 0; y < height; y++) {
        const { cos, sin } = down[y]!, ofCos = a * cos + b * sin, ofSin = b * cos - a * sin;
        for (let x = 0; x < width; x++, pixel++) {
          values[pixel]! += ofCos * along[x]!.cos + ofSin * along[x]!.sin;
        }
      }
    }
  }
  return Float32Array.from(values);
}

/** Cosine and sine of `2π·k·i / side` for every `i`. */
function circle(k: number, side: number): readonly { readonly cos: number; readonly sin: number }[] {
  return Array.from({ length: side }, (_, i) => {
    const angle = 2 * Math.PI * (k * i % side) / side;
    return { cos: Math.cos(angle), sin: Math.sin(angle) };
  });
}

/** The rank of every value as a share of all; of equal ones the earlier comes first. */
function ranked(values: Float32Array): Float32Array {
  const order = Array.from(values.keys()).sort((i, j) => values[i]! - values[j]! || i - j);
  const ranks = new Float32Array(values.length);
  for (const [rank, i] of order.entries()) ranks[i] = (rank + 0.5) / values.length;
  return ranks;
}
