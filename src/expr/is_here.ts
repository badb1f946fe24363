import type { Point } from "./expr.ts";

/** Whether a point is the pixel at hand. */
export function isHere({ x, y }: Point): boolean {
  return x.op === "x" && y.op === "y";
}
