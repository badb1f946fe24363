import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { exp, normalQuantile } from "../../src/math/mod.ts";

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
