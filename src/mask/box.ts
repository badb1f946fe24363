import { demandOptions } from "../demand.ts";
import { boxEdges, type BoxOptions, boxWords, middleOf, outsideOf } from "./box_edges.ts";
import { defineMask, type Mask } from "./mask.ts";

/**
 * A box of the partner that takes `ratio` of the image, with about its aspect: `√ratio` of its sides. The mask of CutMix
 * (Yun et al. 2019, arXiv 1905.04899).
 *
 * @throws {RangeError} If an option is not one of its words.
 */
export function box(options: BoxOptions = {}): Mask {
  demandOptions("build box()", options, ["placement", "sides"]);
  const words = boxWords("build box()", options);
  return defineMask(`box(${words.join(", ")})`, {
    edges: true,
    draw: (from, ratio, size) => boxEdges(from, ratio, size, options),
    pixel: outsideOf,
    pivot: middleOf,
  });
}
