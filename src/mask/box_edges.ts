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
   * `round`: the shorter side is rounded to the nearest pixel, and the longer one to what the area then needs, so that the
   * area is the ratio on images of any shape. `even`: both sides are even, `2·⌊side / 2⌋`, as in the published code; so
   * they are 0 in an image with a side of one pixel.
   *
   * @default {"round"}
   */
  readonly sides?: "round" | "even";
}

/** The edges of a box, in pixels: `left <= x < right`, `top <= y < bottom`. */
export type Edges = Readonly<Record<"left" | "right" | "top" | "bottom", number>>;

/** The sides of a box that takes a share of an area, and about the area's aspect. */
export function boxSides(
  ratio: number,
  { height, width }: Size,
  sides: BoxOptions["sides"] = "round",
): { readonly across: number; readonly down: number } {
  const side = Math.sqrt(ratio);
  if (sides === "even") {
    return { across: 2 * Math.floor(side * width / 2), down: 2 * Math.floor(side * height / 2) };
  }
  const extent = Math.min(height, width);
  // The longer side can make up for a shorter one only up to its own length.
  const shorter = Math.max(Math.round(side * extent), Math.ceil(ratio * extent));
  const longer = shorter === 0 ? 0 : Math.round(ratio * height * width / shorter);
  return height < width ? { across: longer, down: shorter } : { across: shorter, down: longer };
}

/** Draws where a box is; a share of all of the image is all of the image. */
export function boxEdges(
  from: Key,
  ratio: number,
  size: Size,
  { placement, sides }: BoxOptions,
): Edges {
  const { height, width } = size;
  if (ratio === 1) return { left: 0, right: width, top: 0, bottom: height };
  const { across, down } = boxSides(ratio, size, sides);
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
