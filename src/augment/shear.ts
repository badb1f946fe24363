import { demandOptions } from "../demand.ts";
import { add, mul, sub } from "../expr/mod.ts";
import { uniformBetween } from "../random/mod.ts";
import { defineChange, type MaskChange, rangeOf, showRange } from "./change.ts";

/** Options of {@linkcode shear}. */
export interface ShearOptions {
  /**
   * Pixels along a pixel across: `a` for uniform in `[-a, a]`, or `[low, high]`. With a positive amount a row below the
   * pivot moves left, and a column to the right of it up.
   *
   * @default {0.3} (AugMix's full range)
   */
  readonly amount?: number | readonly [number, number];
}

/**
 * Shears a mask about its pivot, along x and then along y, each by its own random amount. Areas stay as they are.
 *
 * @throws {RangeError} If the amount is negative or not finite.
 */
export function shear(options: ShearOptions = {}): MaskChange {
  demandOptions("build shear()", options, ["amount"]);
  const [low, high] = rangeOf("build shear()", "amount", options.amount ?? 0.3);
  return defineChange(`shear(${showRange([low, high])})`, {
    neutral: { alongX: 0, alongY: 0, px: 0, py: 0 },
    draw: (from, _, pivot) => ({
      alongX: uniformBetween(from, low, high, 0),
      alongY: uniformBetween(from, low, high, 1),
      px: pivot.x,
      py: pivot.y,
    }),
    pixel({ alongX, alongY, px, py }, { x, y }, inner) {
      const movedX = add(x, mul(alongX, sub(y, py)));
      return inner({ x: movedX, y: add(y, mul(alongY, sub(movedX, px))) });
    },
  });
}
