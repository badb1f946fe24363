import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { exp, logFraction, turn } from "../../src/math/mod.ts";

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

Deno.test("logFraction() is the logarithm, and never above 0", () => {
  fc.assert(
    fc.property(words, (word) => {
      assertAlmostEquals(logFraction(word), Math.log((word + 1) / 2 ** 32), 1e-13);
      assertEquals(logFraction(word) <= 0, true);
    }),
    { numRuns: 20000 },
  );
});

Deno.test("turn() is the cosine and the sine of a part of the circle", () => {
  const out = new Float64Array(2);
  fc.assert(
    fc.property(words, (word) => {
      turn(word, 1, out, 0);
      const [cos, sin] = out, angle = 2 * Math.PI * (word / 2 ** 32);
      assertAlmostEquals(cos!, Math.cos(angle), 1e-13);
      assertAlmostEquals(sin!, Math.sin(angle), 1e-13);
    }),
    { numRuns: 20000 },
  );
});
