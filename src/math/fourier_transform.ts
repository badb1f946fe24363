/** Complex numbers. */
interface Complex {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Sequences that are transformed together, so that what is worked on is near. */
const TOGETHER = 16;

/**
 * The discrete Fourier transform of numbers `[height, width]`, in place. It is fast where the sides are products of small
 * primes, and takes the time of plain sums where they are prime.
 */
export function fourierTransform(
  real: Float64Array,
  imaginary: Float64Array,
  height: number,
  width: number,
): void {
  transformAlong({ real, imaginary }, { length: width, apart: 1 }, { length: height, apart: width });
  transformAlong({ real, imaginary }, { length: height, apart: width }, { length: width, apart: 1 });
}

/** One of the two directions of numbers: how many there are, and how far one is from the next. */
interface Direction {
  readonly length: number;
  readonly apart: number;
}

/** Transforms all sequences in one direction. */
function transformAlong(numbers: Complex, along: Direction, across: Direction): void {
  const { length } = along;
  const turns = {
    real: Float64Array.from({ length }, (_, i) => Math.cos(2 * Math.PI * i / length)),
    imaginary: Float64Array.from({ length }, (_, i) => -Math.sin(2 * Math.PI * i / length)),
  };
  const block = roomOf(length * TOGETHER), room = roomOf(length * TOGETHER);
  for (let start = 0; start < across.length; start += TOGETHER) {
    const first = start * across.apart, count = Math.min(TOGETHER, across.length - start);
    for (let i = 0, k = 0; i < length; i++) {
      for (let n = 0, at = first + i * along.apart; n < count; n++, k++, at += across.apart) {
        block.real[k] = numbers.real[at]!;
        block.imaginary[k] = numbers.imaginary[at]!;
      }
    }
    const { real, imaginary } = transformed(block, room, turns, count);
    for (let i = 0, k = 0; i < length; i++) {
      for (let n = 0, at = first + i * along.apart; n < count; n++, k++, at += across.apart) {
        numbers.real[at] = real[k]!;
        numbers.imaginary[at] = imaginary[k]!;
      }
    }
  }
}

function roomOf(length: number): Complex {
  return { real: new Float64Array(length), imaginary: new Float64Array(length) };
}

/**
 * The transform of so many sequences side by side, in one of two places. Every prime factor of their length takes a turn, and
 * puts its results where the next one reads them in order (Stockham's autosort).
 */
function transformed(block: Complex, room: Complex, turns: Complex, count: number): Complex {
  const { length } = turns.real;
  let [from, to] = [block, room], rest = length, step = count;
  for (const prime of primeFactors(length)) {
    const share = rest / prime;
    to.real.fill(0);
    to.imaginary.fill(0);
    for (let first = 0; first < share; first++) {
      for (let wave = 0; wave < prime; wave++) {
        for (let part = 0; part < prime; part++) {
          const turn = wave * (part * (length / prime) + first * (length / rest)) % length;
          const source = step * (first + share * part), sink = step * (prime * first + wave);
          addTurned(from, source, to, sink, step, turns.real[turn]!, turns.imaginary[turn]!);
        }
      }
    }
    [from, to] = [to, from];
    rest = share;
    step *= prime;
  }
  return from;
}

/** Adds so many numbers, turned, to others. */
function addTurned(
  { real, imaginary }: Complex,
  source: number,
  { real: sumReal, imaginary: sumImaginary }: Complex,
  sink: number,
  count: number,
  cos: number,
  sin: number,
): void {
  for (let i = 0; i < count; i++) {
    const a = real[source + i]!, b = imaginary[source + i]!;
    sumReal[sink + i]! += a * cos - b * sin;
    sumImaginary[sink + i]! += a * sin + b * cos;
  }
}

/** The prime factors of a number, the small ones first. */
function primeFactors(number: number): readonly number[] {
  const factors: number[] = [];
  for (let prime = 2; number > 1; prime++) {
    for (; number % prime === 0; number /= prime) factors.push(prime);
  }
  return factors;
}
