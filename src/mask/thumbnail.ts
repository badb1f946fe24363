import { demand, demandOptions } from "../demand.ts";
import { boxEdges, type BoxOptions, boxWords, type Edges, middleOf, outsideOf } from "./box_edges.ts";
import { defineMask, type Mask, type Size } from "./mask.ts";
import type { Placement } from "./placement.ts";

/** Options of {@linkcode thumbnail}. */
export interface ThumbnailOptions extends BoxOptions {
  /**
   * How the shrunken partner is read, by PyTorch's names. `nearest`: a pixel is the one at its top left corner (of 8
   * columns that become 2, those are columns 0 and 4). `linear`: bilinear, between the middles of pixels.
   *
   * @default {"nearest"} (OpenMixup)
   */
  readonly interpolation?: Placement["interpolation"];
}

/**
 * A box as {@linkcode box} draws it, into which the whole partner is shrunk. The mask of ResizeMix (Qin et al. 2020,
 * arXiv 2012.11101). As in OpenMixup, the partner is shrunk into what the border leaves of the box.
 *
 * @throws {RangeError} If an option is not one of its words.
 */
export function thumbnail(options: ThumbnailOptions = {}): Mask {
  demandOptions("build thumbnail()", options, ["interpolation", "placement", "sides"]);
  const { interpolation = "nearest" } = options, action = "build thumbnail()";
  const words = boxWords(action, options);
  demand(
    interpolation === "nearest" || interpolation === "linear",
    action,
    'interpolation must be "nearest" or "linear"',
    interpolation,
  );
  if (interpolation === "linear") words.push("linear");
  return defineMask(`thumbnail(${words.join(", ")})`, {
    edges: true,
    draw: (from, ratio, size) => boxEdges(from, ratio, size, options),
    pixel: outsideOf,
    pivot: middleOf,
    place: (edges, size) => shrink(edges, size, interpolation),
  });
}

/** Shows the whole partner in what is in the image of a box. */
function shrink(
  { left, right, top, bottom }: Edges,
  { height, width }: Size,
  interpolation: Placement["interpolation"],
): Placement {
  const along = (start: number, end: number, extent: number) => {
    const first = Math.max(0, start), pixels = Math.min(extent, end) - first;
    const scale = pixels > 0 ? extent / pixels : 1;
    // Corners are whole multiples of 1 / pixels: half of that away from them, no rounding reads another pixel.
    const corner = interpolation === "nearest" ? first + 0.5 - 0.5 / extent : first;
    return [scale, -corner * scale] as const;
  };
  const [xx, x0] = along(left, right, width), [yy, y0] = along(top, bottom, height);
  return { xx, xy: 0, x0, yx: 0, yy, y0, interpolation };
}
