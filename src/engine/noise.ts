import { band, type NoiseField } from "../mask/field.ts";

/** The waves of noise along one side: cosines and sines of `2π·k·i / side`, `[band + 1, side]` each. */
export interface Waves {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

const tables = new Map<number, Waves>();

/** Tabulates the waves of {@linkcode NoiseField} along a side of so many pixels. */
export function waves(side: number): Waves {
  const known = tables.get(side);
  if (known !== undefined) return known;
  const angles = Float64Array.from(
    { length: (band(side) + 1) * side },
    (_, i) => 2 * Math.PI * ((Math.floor(i / side) * (i % side)) % side) / side,
  );
  const table = { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
  tables.set(side, table);
  return table;
}

/**
 * The ranks that a noise field stands for, `[height, width]` with values in `(0, 1)`. Value and place of a pixel are
 * packed into one number, so that a plain numeric sort orders them; that holds for images of up to 2^21 pixels.
 */
export function rankedNoise(noise: NoiseField, height: number, width: number): Float32Array {
  const values = synthesize(noise, height, width);
  const words = new Uint32Array(values.buffer), count = values.length;
  const packed = Float64Array.from(words, (word, pixel) => ascending(word) * count + pixel).sort();
  const ranks = new Float32Array(count);
  for (let rank = 0; rank < count; rank++) ranks[packed[rank]! % count] = (rank + 0.5) / count;
  return ranks;
}

/** The bits of a 32-bit float as an integer that grows with it. */
function ascending(word: number): number {
  return (word >>> 31 === 1 ? ~word : word | 0x80000000) >>> 0;
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
