import { demand } from "../demand.ts";
import { inside, lit, mul, sub } from "../expr/mod.ts";
import { fold, integer } from "../random/mod.ts";
import { defineMask, type Mask } from "./mask.ts";

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

/**
 * A box of the partner with the aspect of the image and `√ratio` of its sides. The mask of CutMix (Yun et al. 2019,
 * arXiv 1905.04899).
 *
 * @throws {RangeError} If an option is not one of its words.
 */
export function box(options: BoxOptions = {}): Mask {
  const { placement = "clip", sides = "round" } = options;
  demand(
    ["clip", "inside"].includes(placement),
    "build box()",
    'placement must be "clip" or "inside"',
    placement,
  );
  demand(["round", "even"].includes(sides), "build box()", 'sides must be "round" or "even"', sides);
  const words = [placement === "clip" ? [] : [placement], sides === "round" ? [] : ["even sides"]].flat();
  return defineMask(`box(${words.join(", ")})`, {
    edges: true,
    draw(from, ratio, { height, width }) {
      const span = (label: number, extent: number) => {
        const wanted = Math.sqrt(ratio) * extent;
        const side = sides === "even" ? 2 * Math.floor(wanted / 2) : Math.round(wanted);
        const start = placement === "inside"
          ? integer(fold(from, label), extent - side + 1)
          : integer(fold(from, label), extent) - Math.floor(side / 2);
        return [start, start + side] as const;
      };
      const [left, right] = ratio === 1 ? [0, width] : span(0, width);
      const [top, bottom] = ratio === 1 ? [0, height] : span(1, height);
      return { left, right, top, bottom };
    },
    pixel: ({ left, right, top, bottom }, { x, y }) =>
      sub(lit(1), mul(inside(left, right, x), inside(top, bottom, y))),
    pivot: ({ left, right, top, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 }),
  });
}
