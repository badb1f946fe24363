import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { exp, fourierTransform, normalQuantile, ranksOf } from "../../src/math/mod.ts";

const words = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.integer({ min: 0, max: 1000 }),
  fc.integer({ min: 2 ** 32 - 1000, max: 2 ** 32 - 1 }),
  fc.nat({ max: 31 }).map((bit) => 2 ** bit),
  fc.nat({ max: 31 }).map((bit) => 2 ** (bit + 1) - 1),
);

Deno.test("exp() is within 1e-10 of e to the power of x, and 1 at 0", () => {
  fc.assert(
    fc.property(fc.double({ min: -100, max: 88, noNaN: true }), (x) => {
      assertAlmostEquals(exp(x) / Math.exp(x), 1, 1e-10);
    }),
    { numRuns: 20000 },
  );
  assertEquals([exp(0), exp(-0)], [1, 1]);
});

Deno.test("exp() beyond what a 32-bit float holds is Math.exp", () => {
  for (const x of [-1e4, -746, -104, -100, 88, 700, 1e4, -Infinity, Infinity, NaN]) {
    assertEquals(exp(x), Math.exp(x));
  }
});

/** The share of the standard normal law below `-x`, for `x` >= 0, by its series or its continued fraction. */
function tailOf(x: number): number {
  const density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  if (x > 3) {
    let fraction = 0;
    for (let k = 300; k > 0; k--) fraction = k / (x + fraction);
    return density / (x + fraction);
  }
  let term = x, sum = x;
  for (let n = 1; n < 200; n++) sum += term *= x * x / (2 * n + 1);
  return 0.5 - sum * density;
}

Deno.test("normalQuantile() is within 1e-8 of the number below which the share of its word is, and odd about the middle", () => {
  fc.assert(
    fc.property(words, (word) => {
      const x = normalQuantile(word), share = (Math.min(word, 2 ** 32 - 1 - word) + 0.5) / 2 ** 32;
      const slope = Math.sqrt(2 * Math.PI) * Math.exp(x * x / 2);
      assertAlmostEquals((tailOf(Math.abs(x)) - share) * slope, 0, 1e-8 * Math.max(1, Math.abs(x)));
      assertEquals(normalQuantile(2 ** 32 - 1 - word), -x);
      assertEquals(normalQuantile(word | 0), x);
    }),
    { numRuns: 20000 },
  );
});

Deno.test("fourierTransform() is the sum of turned numbers, at sides of any factors", () => {
  for (const [height, width] of [[1, 1], [1, 7], [2, 3], [6, 9], [17, 1], [5, 49], [32, 20]] as const) {
    const real = Float64Array.from({ length: height * width }, (_, i) => Math.sin(i * i));
    const imaginary = real.map((_, i) => Math.cos(3 * i * i));
    const [madeReal, madeImaginary] = [real.slice(), imaginary.slice()];
    fourierTransform(madeReal, madeImaginary, height, width);
    for (let wave = 0; wave < height * width; wave++) {
      let re = 0, im = 0;
      for (let i = 0; i < height * width; i++) {
        const cycles = (wave % width) * (i % width) / width +
          Math.floor(wave / width) * Math.floor(i / width) / height;
        const cos = Math.cos(2 * Math.PI * cycles), sin = -Math.sin(2 * Math.PI * cycles);
        re += real[i]! * cos - imaginary[i]! * sin;
        im += real[i]! * sin + imaginary[i]! * cos;
      }
      assertAlmostEquals(madeReal[wave]!, re, 1e-9);
      assertAlmostEquals(madeImaginary[wave]!, im, 1e-9);
    }
  }
});

Deno.test("ranksOf() gives equal numbers ranks by their place, and orders numbers of both signs", () => {
  const ranks = (
    ...values: number[]
  ) => [...ranksOf(Float32Array.from(values), new Float32Array(values.length))];
  assertEquals(ranks(3, -1, 3, -2, 0, 1e-30, -1e30, 5).map((rank) => rank * 8 - 0.5), [
    5,
    2,
    6,
    1,
    3,
    4,
    0,
    7,
  ]);
  assertEquals(ranks(), []);
});
