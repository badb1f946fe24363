import { demand, demandOptions } from "../demand.ts";
import { uniformBetween } from "../random/mod.ts";
import type { RatioLaw } from "./law.ts";

/** Options of {@linkcode uniformSide}. */
export interface UniformSideOptions {
  /** The shortest and longest side of the partner's area, as shares of the image's. @default {[0.1, 0.8]} (ResizeMix §3.2) */
  readonly scale?: readonly [low: number, high: number];
}

/**
 * The square of a uniform number: the side of the partner's area is uniform, as shares of the image's (ResizeMix).
 *
 * @throws {RangeError} If the scale is not within `[0, 1]`, from low to high.
 */
export function uniformSide(options: UniformSideOptions = {}): RatioLaw {
  demandOptions("build uniformSide()", options, ["scale"]);
  const { scale = [0.1, 0.8] } = options;
  const [low, high] = scale;
  demand(
    low >= 0 && low <= high && high <= 1,
    "build uniformSide()",
    "scale must be [low, high] within [0, 1]",
    scale,
  );
  return {
    name: `uniformSide(${low} to ${high})`,
    layers: 1,
    scope: "sample",
    draw: (from) => [uniformBetween(from, low, high) ** 2],
  };
}
