const STEPS = 256;

const cosines = Float64Array.from({ length: STEPS }, (_, i) => Math.cos(2 * Math.PI * i / STEPS));
const sines = Float64Array.from({ length: STEPS }, (_, i) => Math.sin(2 * Math.PI * i / STEPS));

/**
 * Writes cosine and sine of `2π · word / 2^32` for an unsigned 32-bit word, times a radius, good to 1e-13 of it.
 *
 * @param out Where the two are written, from `at` on.
 */
export function turn(word: number, radius: number, out: Float64Array, at: number): void {
  const step = word >>> 24, rest = (word & 0xffffff) * (2 * Math.PI / 2 ** 32), square = rest * rest;
  const cos = 1 - square * (1 / 2 - square * (1 / 24 - square * (1 / 720)));
  const sin = rest * (1 - square * (1 / 6 - square * (1 / 120 - square * (1 / 5040))));
  const c = cosines[step]!, s = sines[step]!;
  out[at] = radius * (c * cos - s * sin);
  out[at + 1] = radius * (s * cos + c * sin);
}
