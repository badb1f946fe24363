import { assertAlmostEquals } from "@std/assert";
import fc from "fast-check";
import { bell } from "../../src/engine/cpu/bell.ts";

const number = (most: number) => fc.double({ min: -most, max: most, noNaN: true });

Deno.test("powers along a line are those of its exponents, whatever their form", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: -20, max: 0 }),
      number(2),
      fc.oneof(number(1), number(1e-3), fc.constant(0)),
      (count, start, b, c) => {
        const shares = new Float64Array(count), peak = bell(shares, count, start + 0.5, b, c);
        const exponent = (x: number) => x * (b + x * c);
        const exponents = shares.map((_, i) => exponent(start + 0.5 + i));
        const most = exponents.reduce((a, b) => Math.max(a, b));
        assertAlmostEquals(exponent(peak), most, 1e-9);
        for (const [i, share] of shares.entries()) {
          assertAlmostEquals(share, Math.exp(exponents[i]! - most), 1e-7);
        }
      },
    ),
    { seed: 8, numRuns: 300 },
  );
});
