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

/** What ranking images of one size works with, kept for the next image. */
interface Scratch {
  readonly pixels: number;
  readonly values: Float32Array;
  /** The bits of the values as integers that grow with them. */
  readonly keys: Uint32Array;
  /** Pixels in the order of the digits sorted by so far, and where the next turn puts them. */
  readonly orders: readonly [Uint32Array, Uint32Array];
}

let scratch: Scratch | undefined;

function scratchOf(pixels: number): Scratch {
  if (scratch?.pixels === pixels) return scratch;
  return scratch = {
    pixels,
    values: new Float32Array(pixels),
    keys: new Uint32Array(pixels),
    orders: [new Uint32Array(pixels), new Uint32Array(pixels)],
  };
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
): Float32Array {
  const pixels = height * width, { values, keys, orders } = scratchOf(pixels);
  synthesize(noise, height, width, values);
  const words = new Uint32Array(values.buffer);
  for (let i = 0; i < pixels; i++) {
    const word = words[i]!;
    keys[i] = word >>> 31 === 1 ? ~word : word | 0x80000000;
  }
  const order = sorted(keys, orders, pixels <= 4096 ? 8 : 11);
  for (let rank = 0; rank < pixels; rank++) ranks[order[rank]!] = (rank + 0.5) / pixels;
  return ranks;
}

/** The places of some keys in their order, ties by place: a radix sort, a digit of so many bits at a time. */
function sorted(
  keys: Uint32Array,
  [from, to]: readonly [Uint32Array, Uint32Array],
  bits: number,
): Uint32Array {
  const counts = new Uint32Array(1 << bits), mask = (1 << bits) - 1;
  for (let i = 0; i < from.length; i++) from[i] = i;
  for (let shift = 0; shift < 32; shift += bits) {
    counts.fill(0);
    for (let i = 0; i < keys.length; i++) counts[keys[i]! >>> shift & mask]!++;
    for (let digit = 0, before = 0; digit <= mask; digit++) {
      const here = counts[digit]!;
      counts[digit] = before;
      before += here;
    }
    for (let i = 0; i < from.length; i++) {
      const place = from[i]!;
      to[counts[keys[place]! >>> shift & mask]!++] = place;
    }
    [from, to] = [to, from];
  }
  return from;
}

/**
 * Adds the waves, columns first: `Σ a·cos(kx·x + ky·y) + b·sin(kx·x + ky·y)`. Cosines are the same and sines opposite at
 * as many pixels before an edge as after it, so every product serves two lines, and then two columns.
 */
function synthesize(noise: NoiseField, height: number, width: number, values: Float32Array): void {
  const bandX = band(width), bandY = band(height), along = waves(width), down = waves(height);
  const folded = foldRows(noise, bandX, bandY);
  const near = new Float64Array(2 * (bandX + 1)), far = new Float64Array(2 * (bandX + 1));
  for (let y = 0; 2 * y <= height; y++) {
    for (let kx = 0, wave = 0; kx <= bandX; kx++) {
      let ac = 0, as = 0, bc = 0, bs = 0;
      for (let ky = 0, place = y; ky <= bandY; ky++, place += height, wave += 4) {
        const c = down.cos[place]!, s = down.sin[place]!;
        ac += folded[wave]! * c, as += folded[wave + 1]! * s;
        bc += folded[wave + 2]! * c, bs += folded[wave + 3]! * s;
      }
      near[2 * kx] = ac + bs, near[2 * kx + 1] = bc - as;
      far[2 * kx] = ac - bs, far[2 * kx + 1] = bc + as;
    }
    synthesizeLine(near, along, bandX, width, values, y * width);
    if (y > 0 && 2 * y < height) synthesizeLine(far, along, bandX, width, values, (height - y) * width);
  }
}

/**
 * Waves that differ in the sign of `ky` alone have the same cosines and opposite sines down a column: for each `kx` and
 * `ky >= 0` the sum and the difference of their `a`, then of their `b`.
 */
function foldRows({ amplitudes }: NoiseField, bandX: number, bandY: number): Float64Array {
  const folded = new Float64Array(4 * (bandX + 1) * (bandY + 1));
  for (let kx = 0, at = 0; kx <= bandX; kx++) {
    for (let ky = 0; ky <= bandY; ky++, at += 4) {
      const over = 2 * ((bandY + ky) * (bandX + 1) + kx), under = 2 * ((bandY - ky) * (bandX + 1) + kx);
      const both = ky === 0 ? 0 : 1;
      folded[at] = amplitudes[over]! + both * amplitudes[under]!;
      folded[at + 1] = amplitudes[over]! - both * amplitudes[under]!;
      folded[at + 2] = amplitudes[over + 1]! + both * amplitudes[under + 1]!;
      folded[at + 3] = amplitudes[over + 1]! - both * amplitudes[under + 1]!;
    }
  }
  return folded;
}

/** Adds the waves along a line, from the amplitudes of their cosines and sines in turn. */
function synthesizeLine(
  amplitudes: Float64Array,
  { cos, sin }: Waves,
  band: number,
  width: number,
  values: Float32Array,
  start: number,
): void {
  for (let x = 0; 2 * x <= width; x++) {
    let even = 0, odd = 0;
    for (let k = 0, place = x; k <= band; k++, place += width) {
      even += amplitudes[2 * k]! * cos[place]!;
      odd += amplitudes[2 * k + 1]! * sin[place]!;
    }
    values[start + x] = even + odd;
    if (x > 0 && 2 * x < width) values[start + width - x] = even - odd;
  }
}
