import { demand, demandOptions } from "../demand.ts";
import { blur } from "../expr/mod.ts";
import { integer } from "../random/mod.ts";
import { defineChange, type MaskChange } from "./change.ts";

/** Options of {@linkcode smooth}. */
export interface SmoothOptions {
  /** The odd sides of the averaging window, one of which is taken for every sample. @default {[3, 5, 7]} (our choice) */
  readonly windows?: readonly number[];
}

/**
 * Averages a mask over a square window of a random odd side, in pixels (MiAMix §3.2.3). The mask is asked outside the
 * image too, so nothing has to be padded. Windows wider than a quarter of the shorter side of the image are left out.
 *
 * @throws {RangeError} If there is no window, or one is not an odd number of at least 3.
 */
export function smooth(options: SmoothOptions = {}): MaskChange {
  demandOptions("build smooth()", options, ["windows"]);
  const { windows = [3, 5, 7] } = options;
  demand(
    windows.length > 0 && windows.every((side) => Number.isInteger(side) && side >= 3 && side % 2 === 1),
    "build smooth()",
    "windows must be odd numbers >= 3",
    windows,
  );
  return defineChange(`smooth(${windows.join(" or ")})`, {
    neutral: { radius: 0 },
    draw(from, { height, width }) {
      const fitting = windows.filter((side) => side <= Math.min(height, width) / 4);
      return { radius: fitting.length === 0 ? 0 : (fitting[integer(from, fitting.length)]! - 1) / 2 };
    },
    pixel: ({ radius }, at, inner) => blur(radius, at, inner),
  });
}
