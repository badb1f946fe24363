import { demand } from "../demand.ts";
import { type Expr, inside, lit, mul, type Point, sub } from "../expr/mod.ts";
import { integer, type Key } from "../random/mod.ts";
import type { Size } from "./mask.ts";

/** Options of {@linkcode box}. */
export interface BoxOptions {
  /**
   * `clip`: the centre is any pixel, and what sticks out of the image is lost, as published; so the partner gets less
   * than was asked for (at a uniform ratio the anchor keeps 68 %, not 50 %). `inside`: the whole box is in the image.
   *
   * @default {"clip"}
   */
  readonly placement?: "clip" | "inside";
  /**
   * `round`: sides are rounded to the nearest pixel. `even`: sides are even, `2·⌊side / 2⌋`, as in the published code.
   *
   * @default {"round"}
   */
  readonly sides?: "round" | "even";
}

/** The edges of a box, in pixels: `left <= x < right`, `top <= y < bottom`. */
export type Edges = Readonly<Record<"left" | "right" | "top" | "bottom", number>>;

/** The side of a box that takes a share of an image's area, and the image's aspect. */
export function boxSide(ratio: number, extent: number, sides: BoxOptions["sides"]): number {
  const wanted = Math.sqrt(ratio) * extent;
  return sides === "even" ? 2 * Math.floor(wanted / 2) : Math.round(wanted);
}

/** Draws where a box is; a share of all of the image is all of the image. */
export function boxEdges(
  from: Key,
  ratio: number,
  { height, width }: Size,
  { placement, sides }: BoxOptions,
): Edges {
  if (ratio === 1) return { left: 0, right: width, top: 0, bottom: height };
  const across = boxSide(ratio, width, sides), down = boxSide(ratio, height, sides);
  const start = (index: number, side: number, extent: number) =>
    placement === "inside"
      ? integer(from, extent - side + 1, index)
      : integer(from, extent, index) - Math.floor(side / 2);
  const left = start(0, across, width), top = start(1, down, height);
  return { left, right: left + across, top, bottom: top + down };
}

/** Checks the options of a box, and gives those that are not the default as words. */
export function boxWords(action: string, { placement = "clip", sides = "round" }: BoxOptions): string[] {
  demand(["clip", "inside"].includes(placement), action, 'placement must be "clip" or "inside"', placement);
  demand(["round", "even"].includes(sides), action, 'sides must be "round" or "even"', sides);
  return [placement === "clip" ? [] : [placement], sides === "round" ? [] : ["even sides"]].flat();
}

/** 0 in a box, 1 outside of it. */
export function outsideOf(
  { left, right, top, bottom }: { readonly [K in keyof Edges]: Expr },
  { x, y }: Point,
): Expr {
  return sub(lit(1), mul(inside(left, right, x), inside(top, bottom, y)));
}

/** The centre of a box. */
export function middleOf({ left, right, top, bottom }: Edges): { readonly x: number; readonly y: number } {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}
