import { demandOptions } from "../demand.ts";
import { add, sub } from "../expr/mod.ts";
import { type BoxOptions, boxSides, boxWords, outsideOf } from "./box_edges.ts";
import { defineMask, type Mask } from "./mask.ts";
import { peak } from "./peak.ts";
import { contrast, type Saliency } from "./saliency.ts";

/** Options of {@linkcode salientBox}. */
export interface SalientBoxOptions extends Pick<BoxOptions, "sides"> {
  /** What is salient. @default {contrast()} (fine-grained, as published) */
  readonly saliency?: Saliency;
}

/**
 * A box of the partner around its most salient pixel, as large as that of {@linkcode box}. The mask of SaliencyMix
 * (Uddin et al. 2021, arXiv 2006.01791).
 *
 * @throws {RangeError} If an option is not one of its words.
 */
export function salientBox(options: SalientBoxOptions = {}): Mask {
  demandOptions("build salientBox()", options, ["saliency", "sides"]);
  const { saliency = contrast(), sides } = options;
  const words = boxWords("build salientBox()", { sides });
  if (saliency.kind !== "contrast") words.push(saliency.kind);
  return defineMask(`salientBox(${words.join(", ")})`, {
    edges: true,
    draw(_from, ratio, { height, width }) {
      const { across, down } = ratio === 1
        ? { across: 2 * width, down: 2 * height }
        : boxSides(ratio, { height, width }, sides);
      return {
        ...peak("partner", saliency),
        before: Math.floor(across / 2),
        after: Math.ceil(across / 2),
        above: Math.floor(down / 2),
        below: Math.ceil(down / 2),
      };
    },
    pixel: ({ x, y, before, after, above, below }, at) =>
      outsideOf(
        { left: sub(x, before), right: add(x, after), top: sub(y, above), bottom: add(y, below) },
        at,
      ),
    pivot: ({ x, y }) => ({ x, y }),
  });
}
