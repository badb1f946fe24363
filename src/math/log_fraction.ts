const STEPS = 64;

/** For each of the steps from 1 to 2, the inverse of its middle and the logarithm of its middle. */
const inverses = Float64Array.from({ length: STEPS }, (_, i) => 1 / (1 + (i + 0.5) / STEPS));
const logarithms = inverses.map((inverse) => -Math.log(inverse));

/** For a word with so many leading zeros, what scales it plus one to at least 1, and the logarithm of that. */
const scales = Float64Array.from({ length: 33 }, (_, zeros) => 2 ** (Math.min(zeros, 31) - 31));
const shifts = scales.map((scale) => Math.log(2 ** -32 / scale));

/** The logarithm of `(word + 1) / 2^32` for an unsigned 32-bit word, good to 1e-13 and never above 0. */
export function logFraction(word: number): number {
  const zeros = Math.clz32(word), value = (word + 1) * scales[zeros]!;
  const step = Math.min(STEPS - 1, Math.floor((value - 1) * STEPS));
  const rest = value * inverses[step]! - 1;
  const series = rest * (1 - rest * (1 / 2 - rest * (1 / 3 - rest * (1 / 4 - rest * (1 / 5)))));
  return Math.min(0, shifts[zeros]! + logarithms[step]! + series);
}
