import { demandOptions } from "../demand.ts";
import { add, mul, sub } from "../expr/mod.ts";
import { uniformBetween } from "../random/mod.ts";
import { defineChange, type MaskChange, rangeOf, showRange } from "./change.ts";

/** Options of {@linkcode rotate}. */
export interface RotateOptions {
  /**
   * Degrees, clockwise as one looks at the image: `a` for a uniform angle in `[-a, a]`, or `[low, high]`.
   *
   * @default {30} (AugMix's full range)
   */
  readonly degrees?: number | readonly [number, number];
}

/**
 * Turns a mask by a random angle about its pivot: a box about its own centre, a lattice or noise about the centre of
 * the image. The mask is asked at the turned point, so nothing has to be padded, and on images that are not square it
 * is not sheared.
 *
 * @throws {RangeError} If the angle is negative or not finite.
 */
export function rotate(options: RotateOptions = {}): MaskChange {
  demandOptions("build rotate()", options, ["degrees"]);
  const [low, high] = rangeOf("build rotate()", "degrees", options.degrees ?? 30);
  return defineChange(`rotate(${showRange([low, high], "°")})`, {
    neutral: { cos: 1, sin: 0, px: 0, py: 0 },
    draw(from, _, pivot) {
      const angle = uniformBetween(from, low, high) * Math.PI / 180;
      return { cos: Math.cos(angle), sin: Math.sin(angle), px: pivot.x, py: pivot.y };
    },
    pixel({ cos, sin, px, py }, { x, y }, inner) {
      const dx = sub(x, px), dy = sub(y, py);
      return inner({
        x: add(px, add(mul(cos, dx), mul(sin, dy))),
        y: add(py, sub(mul(cos, dy), mul(sin, dx))),
      });
    },
  });
}
