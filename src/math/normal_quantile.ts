/** The lower half of the law is cut at powers of two, and each octave into pieces of one width: a cubic for each. */
const OCTAVES = 32, BITS = 5, PIECES = 2 ** BITS;

/** The coefficients of every piece, for a place in it from -2^31 to 2^31; octave 0 is from a quarter to a half. */
const cubics = new Float64Array(4 * PIECES * OCTAVES);

/**
 * Fills the table by Taylor's series from the middle of a piece to the next one. It starts far below the first piece from
 * about where the quantile is: whatever it is off by shrinks as the density grows.
 */
function fill(): void {
  let share = 2 ** -65, x = -9.2;
  for (let octave = 63; octave >= 0; octave--) {
    const width = 2 ** -(octave + 2) / PIECES;
    for (let piece = 0; piece < PIECES; piece++) {
      const middle = (PIECES + piece + 0.5) * width, step = (middle - share) * inverseDensity(x);
      const [second, third] = terms(x), square = x * x;
      const fourth = x * (6 * square + 7) / 24, fifth = ((24 * square + 46) * square + 7) / 120;
      x += step * (1 + step * (second + step * (third + step * (fourth + step * fifth))));
      share = middle;
      if (octave < OCTAVES) cubics.set(cubic(x, width * 2 ** -32), 4 * (octave * PIECES + piece));
    }
  }
}

/** The cubic about where the quantile is `x`, for steps of a unit of the share. */
function cubic(x: number, unit: number): readonly number[] {
  const step = unit * inverseDensity(x), [second, third] = terms(x);
  return [x, step, second * step ** 2, third * step ** 3];
}

/** The quantile's second and third derivative by the share, over 2 and 6 and the second and third power of its slope. */
function terms(x: number): readonly [number, number] {
  return [x / 2, (2 * x * x + 1) / 6];
}

/** One over the density of the standard normal law: the slope of its quantile. */
function inverseDensity(x: number): number {
  return Math.sqrt(2 * Math.PI) * Math.exp(x * x / 2);
}

fill();

/**
 * The number below which a share `(word + 0.5) / 2^32` of the standard normal law is, for a 32-bit word: so a random word
 * gives a normal number. It is good to 1e-8, and to 1e-8 of itself in the tails, and has no branch that the processor could
 * guess wrong.
 */
export function normalQuantile(word: number): number {
  const upper = word >> 31, tail = ((word ^ upper) << 1) | 1;
  const octave = Math.clz32(tail), digits = tail << octave;
  const piece = (digits >>> (31 - BITS)) & (PIECES - 1), place = (digits << (BITS + 1)) ^ 0x80000000;
  const at = 4 * (PIECES * octave + piece);
  const x = cubics[at]! + place * (cubics[at + 1]! + place * (cubics[at + 2]! + place * cubics[at + 3]!));
  return (upper | 1) * x;
}
