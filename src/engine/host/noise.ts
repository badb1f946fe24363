import { band, type NoiseField } from "../../mask/field.ts";
import { ranksOf } from "../../math/mod.ts";

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

/** Values are counted in so many equal ranges to find one by its place in their order. */
const RANGES = 512;

/** The means to make noise of one image size: its waves, and arrays that serve one field after the other. */
export class NoiseSpace {
  readonly across: Side;
  readonly upright: Side;
  readonly values: Float32Array;
  /** The amplitudes down the columns, and along the lines. */
  readonly down: Float64Array;
  readonly along: Float64Array;
  readonly counts: Uint32Array = new Uint32Array(RANGES);

  constructor(height: number, width: number) {
    this.across = sideOf(width);
    this.upright = height === width ? this.across : sideOf(height);
    this.values = new Float32Array(height * width);
    this.down = new Float64Array(2 * this.upright.waves);
    this.along = new Float64Array(height * 2 * this.across.waves);
  }
}

/**
 * The ranks that a noise field stands for, `[height, width]` with values in `(0, 1)`.
 *
 * @param ranks Where to write them, `height · width` long.
 */
export function rankedNoise(
  noise: NoiseField,
  height: number,
  width: number,
  ranks: Float32Array = new Float32Array(height * width),
  space: NoiseSpace = new NoiseSpace(height, width),
): Float32Array {
  synthesize(noise, height, width, space);
  return ranksOf(space.values, ranks);
}

/**
 * 1 where the rank of a pixel is at least a level, else 0: what comparing {@linkcode rankedNoise} with it gives, without
 * ordering all pixels.
 *
 * @param above Where to write it, `height · width` long.
 */
export function noiseAbove(
  noise: NoiseField,
  level: number,
  height: number,
  width: number,
  above: Float32Array,
  space: NoiseSpace = new NoiseSpace(height, width),
): void {
  const pixels = height * width, below = pixelsBelow(level, pixels);
  if (below === 0 || below === pixels) return void above.fill(below === 0 ? 1 : 0);
  synthesize(noise, height, width, space);
  const { values } = space, { value, before } = nth(space, below);
  for (let i = 0, equals = 0; i < pixels; i++) {
    const own = values[i]!;
    above[i] = own > value || own === value && before + equals++ >= below ? 1 : 0;
  }
}

/** How many pixels have a rank below a level, as 32-bit floats compare. */
export function pixelsBelow(level: number, pixels: number): number {
  let below = Math.min(pixels, Math.max(0, Math.ceil(level * pixels - 0.5)));
  while (below > 0 && Math.fround((below - 0.5) / pixels) >= level) below--;
  while (below < pixels && Math.fround((below + 0.5) / pixels) < level) below++;
  return below;
}

/** The value with `n` values before it in their order, and how many are smaller than it. */
function nth({ values, counts }: NoiseSpace, n: number): { readonly value: number; readonly before: number } {
  let low = Infinity, high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low === high) return { value: low, before: 0 };
  const scale = (RANGES - 1) / (high - low);
  counts.fill(0);
  for (let i = 0; i < values.length; i++) counts[(values[i]! - low) * scale | 0]!++;
  let range = 0, before = 0;
  while (before + counts[range]! <= n) before += counts[range++]!;
  const inside = new Float32Array(counts[range]!);
  for (let i = 0, k = 0; k < inside.length; i++) {
    if (((values[i]! - low) * scale | 0) === range) inside[k++] = values[i]!;
  }
  const value = inside.sort()[n - before]!;
  return { value, before: before + inside.indexOf(value) };
}

/** The waves that {@linkcode addWaves} adds, at the first points of a side. */
interface Side {
  readonly pixels: number;
  /** How many waves there are, an even number; the last one may be nothing. */
  readonly waves: number;
  /** Cosine and sine of every wave in turn, point by point. */
  readonly points: Float64Array;
}

function sideOf(pixels: number): Side {
  const { cos, sin } = waves(pixels), most = band(pixels), even = 2 * Math.ceil((most + 1) / 2);
  const points = new Float64Array((Math.floor(pixels / (pixels % 2 === 0 ? 4 : 2)) + 1) * 2 * even);
  for (let i = 0; i < points.length; i++) {
    const wave = (i >> 1) % even, point = Math.floor(i / (2 * even));
    if (wave <= most) points[i] = (i % 2 === 0 ? cos : sin)[wave * pixels + point]!;
  }
  return { pixels, waves: even, points };
}

/**
 * Adds the waves, columns first: `Σ a·cos(kx·x + ky·y) + b·sin(kx·x + ky·y)` is for every `kx` a sum of waves down the
 * columns times `cos(kx·x)`, and another one times `sin(kx·x)`. Of the waves with `ky` and `-ky` cosines are the same and
 * sines opposite.
 */
function synthesize({ amplitudes }: NoiseField, height: number, width: number, space: NoiseSpace): void {
  const { across, upright, down, along, values } = space, bandX = band(width), bandY = band(height);
  const stride = 2 * across.waves;
  for (let part = 0; part < 2 * (bandX + 1); part++) {
    const level = 2 * (bandY * (bandX + 1) + (part >> 1)), ofSine = part % 2 === 1;
    down[0] = amplitudes[ofSine ? level + 1 : level]!;
    for (let ky = 1; ky <= bandY; ky++) {
      const plus = level + 2 * ky * (bandX + 1), minus = level - 2 * ky * (bandX + 1);
      if (ofSine) {
        down[2 * ky] = amplitudes[plus + 1]! + amplitudes[minus + 1]!;
        down[2 * ky + 1] = amplitudes[minus]! - amplitudes[plus]!;
      } else {
        down[2 * ky] = amplitudes[plus]! + amplitudes[minus]!;
        down[2 * ky + 1] = amplitudes[plus + 1]! - amplitudes[minus + 1]!;
      }
    }
    addWaves(down, 0, upright, along, part, stride);
  }
  for (let y = 0; y < height; y++) addWaves(along, y * stride, across, values, y * width, 1);
}

/**
 * Adds waves along a side, from the amplitudes of their cosines and sines in turn, those from `first` on, and writes every
 * `step`-th number from `start` on. Before an edge cosines are what they are after it, and sines opposite; half a side
 * further on, so are waves of even and of odd numbers. So every product serves four points, or two of an odd side.
 */
function addWaves(
  amplitudes: Float64Array,
  first: number,
  { pixels, waves, points }: Side,
  out: Float32Array | Float64Array,
  start: number,
  step: number,
): void {
  const end = first + 2 * waves, half = pixels / 2, isEven = pixels % 2 === 0;
  for (let x = 0, place = 0; place < points.length; x++) {
    let evenCos = 0, evenSin = 0, oddCos = 0, oddSin = 0;
    for (let i = first; i < end; i += 4, place += 4) {
      evenCos += amplitudes[i]! * points[place]!;
      evenSin += amplitudes[i + 1]! * points[place + 1]!;
      oddCos += amplitudes[i + 2]! * points[place + 2]!;
      oddSin += amplitudes[i + 3]! * points[place + 3]!;
    }
    const cos = evenCos + oddCos, sin = evenSin + oddSin;
    out[start + x * step] = cos + sin;
    if (x > 0) out[start + (pixels - x) * step] = cos - sin;
    if (isEven) {
      const farCos = evenCos - oddCos, farSin = evenSin - oddSin;
      out[start + (half + x) * step] = farCos + farSin;
      out[start + (half - x) * step] = farCos - farSin;
    }
  }
}
