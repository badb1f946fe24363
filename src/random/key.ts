import { demand } from "../demand.ts";

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
  demand(typeof seed === "number", "make key()", "seed must be an integer in [0, 2^53)", seed);
  return { hi: highWord(seed, "make key()", "seed"), lo: seed >>> 0 };
}

/**
 * Derives a child key: the same parent and label always give the same child, and different labels give unrelated
 * children. It is threefry-2x32 with the label as the counter (as in `jax.random.fold_in`).
 *
 * @param parent The key to derive from.
 * @param label An integer in `[0, 2^53)`.
 * @throws {RangeError} If the label is anything else, or the parent is no key.
 */
export function fold(parent: Key, label: number): Key {
  if (!isKey(parent)) demandKey("fold() a key", parent);
  encrypt(parent.hi, parent.lo, highWord(label, "fold() a key", "label"), label >>> 0);
  return { hi: words[0]!, lo: words[1]! };
}

/** Checks that something is a key: a number is not. */
export function demandKey(action: string, value: unknown): asserts value is Key {
  demand(isKey(value), action, "key must be a key such as key(42)", value);
}

function isKey(value: unknown): boolean {
  const key = value as Key | null | undefined;
  return typeof key?.hi === "number" && typeof key.lo === "number";
}

/** Counters of draws have this high word; labels of {@linkcode fold} stay below 2^53, so the two never meet. */
const DRAW = 0xffffffff;

/** The `index`-th pair of random 32-bit words of a key. */
export function bits(from: Key, index = 0): readonly [number, number] {
  return threefry(from, DRAW, index >>> 0);
}

/** The `index`-th random number of a key, from `[0, 1)`, with 53 random bits. */
export function fraction(from: Key, index: number): number {
  if (!isKey(from)) demandKey("draw a number", from);
  encrypt(from.hi, from.lo, DRAW, index >>> 0);
  return ((words[0]! >>> 5) * 2 ** 26 + (words[1]! >>> 6)) / 2 ** 53;
}

function highWord(value: number, action: string, name: string): number {
  if (value >>> 0 === value) return 0;
  const fits = Number.isSafeInteger(value) && value >= 0;
  demand(fits, action, `${name} must be an integer in [0, 2^53)`, value);
  return Math.floor(value / 2 ** 32);
}

/**
 * The threefry-2x32 block function with 20 rounds (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011): encrypts the counter `(c0, c1)` under a key.
 */
export function threefry({ hi, lo }: Key, c0: number, c1: number): readonly [number, number] {
  encrypt(hi, lo, c0, c1);
  return [words[0]!, words[1]!];
}

/** What {@linkcode encrypt} gave, kept here since a new pair for every draw is what drawing would cost. */
const words = new Uint32Array(2);

/** All rounds are written out: drawing plans is nothing but this. */
function encrypt(k0: number, k1: number, c0: number, c1: number): void {
  const a = k0 | 0, b = k1 | 0, c = a ^ b ^ 0x1bd11bda;
  let x = (c0 + a) | 0, y = (c1 + b) | 0;
  x = (x + y) | 0, y = (y << 13 | y >>> 19) ^ x;
  x = (x + y) | 0, y = (y << 15 | y >>> 17) ^ x;
  x = (x + y) | 0, y = (y << 26 | y >>> 6) ^ x;
  x = (x + y) | 0, y = (y << 6 | y >>> 26) ^ x;
  x = (x + b) | 0, y = (y + c + 1) | 0;
  x = (x + y) | 0, y = (y << 17 | y >>> 15) ^ x;
  x = (x + y) | 0, y = (y << 29 | y >>> 3) ^ x;
  x = (x + y) | 0, y = (y << 16 | y >>> 16) ^ x;
  x = (x + y) | 0, y = (y << 24 | y >>> 8) ^ x;
  x = (x + c) | 0, y = (y + a + 2) | 0;
  x = (x + y) | 0, y = (y << 13 | y >>> 19) ^ x;
  x = (x + y) | 0, y = (y << 15 | y >>> 17) ^ x;
  x = (x + y) | 0, y = (y << 26 | y >>> 6) ^ x;
  x = (x + y) | 0, y = (y << 6 | y >>> 26) ^ x;
  x = (x + a) | 0, y = (y + b + 3) | 0;
  x = (x + y) | 0, y = (y << 17 | y >>> 15) ^ x;
  x = (x + y) | 0, y = (y << 29 | y >>> 3) ^ x;
  x = (x + y) | 0, y = (y << 16 | y >>> 16) ^ x;
  x = (x + y) | 0, y = (y << 24 | y >>> 8) ^ x;
  x = (x + b) | 0, y = (y + c + 4) | 0;
  x = (x + y) | 0, y = (y << 13 | y >>> 19) ^ x;
  x = (x + y) | 0, y = (y << 15 | y >>> 17) ^ x;
  x = (x + y) | 0, y = (y << 26 | y >>> 6) ^ x;
  x = (x + y) | 0, y = (y << 6 | y >>> 26) ^ x;
  x = (x + c) | 0, y = (y + a + 5) | 0;
  words[0] = x;
  words[1] = y;
}
