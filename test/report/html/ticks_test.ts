import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { ticks } from "../../../src/report/html/ticks.ts";

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) =>
  Math.abs(value) < 1e-6 ? 0 : value
);

Deno.test("ticks() covers the range by a few round steps", () => {
  fc.assert(
    fc.property(
      number,
      fc.double({ min: 1e-4, max: 1e6, noNaN: true }),
      fc.integer({ min: 1, max: 9 }),
      (low, length, most) => {
        const all = ticks(low, low + length, { most });
        const step = all[1]! - all[0]!;
        assert(all.length >= 2 && all.length <= most + 1, `${all}`);
        assert(all[0]! <= low + 1e-8 * step && all.at(-1)! >= low + length - 1e-8 * step, `${all}`);
        const digit = step / 10 ** Math.floor(Math.log10(step) + 1e-3);
        assert([1, 2, 5].some((round) => Math.abs(digit / round - 1) < 1e-3), `steps of ${step}`);
        for (let i = 1; i < all.length; i++) {
          assertAlmostEquals(
            all[i]! - all[i - 1]!,
            step,
            1e-6 * step + 1e-9,
          );
        }
      },
    ),
    { seed: 10 },
  );
});

Deno.test("ticks() of one number surround it, and a least step is kept", () => {
  assertEquals(ticks(0.5, 2.4), [0.5, 1, 1.5, 2, 2.5]);
  assertEquals(ticks(0.1, 0.3, { most: 4 }), [0.1, 0.15, 0.2, 0.25, 0.3]);
  assertEquals(ticks(1, 3, { most: 6, step: 1 }), [1, 2, 3]);
  for (const value of [0, 7, -3, 1e-5]) {
    const all = ticks(value, value);
    assert(all[0]! < value && all.at(-1)! > value, `${all}`);
  }
});
