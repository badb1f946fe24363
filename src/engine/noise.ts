import { band, type NoiseField } from "../mask/field.ts";

/** The waves of noise along one side: cosines and sines of `2π·k·i / side`, `[band + 1, side]` each. */
export interface Waves {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** Tabulates the waves of {@linkcode NoiseField} along a side of so many pixels. */
export function waves(side: number): Waves {
  const angles = Float64Array.from(
    { length: (band(side) + 1) * side },
    (_, i) => 2 * Math.PI * ((Math.floor(i / side) * (i % side)) % side) / side,
  );
  return { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
}

/** The ranks that a noise field stands for, `[height, width]` with values in `(0, 1)`. */
export function rankedNoise(noise: NoiseField, height: number, width: number): Float32Array {
  const values = synthesize(noise, height, width);
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  const ranks = new Float32Array(values.length);
  for (const [rank, pixel] of order.entries()) ranks[pixel] = (rank + 0.5) / values.length;
  return ranks;
}

/** Adds the waves, columns first: `Σ a·cos(kx·x + ky·y) + b·sin(kx·x + ky·y)`. */
function synthesize({ amplitudes }: NoiseField, height: number, width: number): Float32Array {
  const bandX = band(width), bandY = band(height), along = waves(width), down = waves(height);
  const values = new Float64Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let kx = 0; kx <= bandX; kx++) {
      let even = 0, odd = 0;
      for (let ky = -bandY; ky <= bandY; ky++) {
        const wave = 2 * ((ky + bandY) * (bandX + 1) + kx);
        const a = amplitudes[wave]!, b = amplitudes[wave + 1]!;
        const c = down.cos[Math.abs(ky) * height + y]!,
          s = Math.sign(ky) * down.sin[Math.abs(ky) * height + y]!;
        even += a * c + b * s;
        odd += b * c - a * s;
      }
      for (let x = 0; x < width; x++) {
        values[y * width + x]! += even * along.cos[kx * width + x]! + odd * along.sin[kx * width + x]!;
      }
    }
  }
  return Float32Array.from(values);
}
