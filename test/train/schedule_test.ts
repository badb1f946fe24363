import { assertAlmostEquals, assertThrows } from "@std/assert";
import { cosine } from "../../src/train/schedule.ts";

Deno.test("cosine() falls from lr to 0 along half a cosine, per step", () => {
  const rate = cosine({ lr: 0.2, steps: 4 });
  const expected = [0.2, 0.1 * (1 + Math.SQRT1_2), 0.1, 0.1 * (1 - Math.SQRT1_2), 0];
  expected.forEach((value, step) => assertAlmostEquals(rate(step), value, 1e-12));
});

Deno.test("cosine() refuses a run without steps and a rate that is not positive", () => {
  assertThrows(() => cosine({ lr: 0.1, steps: 0 }), RangeError, "Cannot build cosine(): steps must be");
  assertThrows(() => cosine({ lr: -1, steps: 5 }), RangeError, "Cannot build cosine(): lr must be");
});

Deno.test("cosine() rises to lr in the steps of the warmup, then falls over the rest", () => {
  const rate = cosine({ lr: 0.2, steps: 6, warmup: 4 });
  const expected = [0.05, 0.1, 0.15, 0.2, 0.2, 0.1];
  expected.forEach((value, step) => assertAlmostEquals(rate(step), value, 1e-12));
  assertThrows(
    () => cosine({ lr: 0.1, steps: 5, warmup: 5 }),
    RangeError,
    "warmup must be an integer in [0, 5)",
  );
});
