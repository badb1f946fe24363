/**
 * A splittable random key: two unsigned 32-bit words, plain data, never mutated.
 *
 * Whatever is random is a pure function of a key, and every part of a program derives a key of its own with
 * {@linkcode fold}. No generator is threaded through, so adding a draw somewhere never shifts the draws elsewhere.
 */
export interface Key {
  /** High word, an integer in `[0, 2^32)`. */
  readonly hi: number;
  /** Low word, an integer in `[0, 2^32)`. */
  readonly lo: number;
}

/**
 * Makes the root key of a run.
 *
 * @param seed An integer in `[0, 2^53)`.
 * @throws {RangeError} If the seed is anything else.
 *
 * @example
 * ```ts
 * import { fold, key, uniform } from "@miamix/miamix";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(uniform(fold(key(7), 1)), uniform(fold(key(7), 1)));
 * ```
 */
export function key(seed: number): Key {
  return { hi: highWord(seed, "make key()", "seed"), lo: seed >>> 0 };
}

/**
 * Derives a child key: the same parent and label always give the same child, and different labels give unrelated
 * children. It is threefry-2x32 with the label as the counter (as in `jax.random.fold_in`).
 *
 * @param parent The key to derive from.
 * @param label An integer in `[0, 2^53)`.
 * @throws {RangeError} If the label is anything else.
 */
export function fold(parent: Key, label: number): Key {
  const [hi, lo] = threefry(parent, highWord(label, "fold() a key", "label"), label >>> 0);
  return { hi, lo };
}

/** Counters of draws have this high word; labels of {@linkcode fold} stay below 2^53, so the two never meet. */
const DRAW = 0xffffffff;

/** The `index`-th pair of random 32-bit words of a key. */
export function bits(from: Key, index = 0): readonly [number, number] {
  return threefry(from, DRAW, index >>> 0);
}

function highWord(value: number, action: string, name: string): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(
      `Cannot ${action}: ${name} must be an integer in [0, 2^53), current value is ${value}`,
    );
  }
  return Math.floor(value / 2 ** 32);
}

/**
 * The threefry-2x32 block function with 20 rounds (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011): encrypts the counter `(c0, c1)` under a key.
 */
export function threefry({ hi: k0, lo: k1 }: Key, c0: number, c1: number): readonly [number, number] {
  let a = k0 | 0, b = k1 | 0, c = k0 ^ k1 ^ 0x1bd11bda;
  let x0 = (c0 + a) | 0, x1 = (c1 + b) | 0;
  for (let block = 1; block <= 5; block++) {
    const odd = (block & 1) === 1;
    x0 = (x0 + x1) | 0;
    x1 = odd ? (x1 << 13 | x1 >>> 19) ^ x0 : (x1 << 17 | x1 >>> 15) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = odd ? (x1 << 15 | x1 >>> 17) ^ x0 : (x1 << 29 | x1 >>> 3) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = odd ? (x1 << 26 | x1 >>> 6) ^ x0 : (x1 << 16 | x1 >>> 16) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = odd ? (x1 << 6 | x1 >>> 26) ^ x0 : (x1 << 24 | x1 >>> 8) ^ x0;
    [a, b, c] = [b, c, a];
    x0 = (x0 + a) | 0;
    x1 = (x1 + b + block) | 0;
  }
  return [x0 >>> 0, x1 >>> 0];
}
