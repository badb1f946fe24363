import { demand } from "../demand.ts";
import { fold, uniform } from "../random/mod.ts";
import { changeKey, type MaskChange } from "./change.ts";

/** The coin is tossed with this label of the change's key; changes themselves use smaller labels. */
const COIN = 2 ** 32;

/**
 * Applies a change with a probability, for every sample anew. A composed change is applied whole or not at all.
 *
 * When it is not applied, the plan holds the change's neutral values, so that the kernel stays the same.
 *
 * @param probability In `[0, 1]`.
 * @param change A change made of {@linkcode rotate}, {@linkcode shear}, {@linkcode smooth} or
 * {@linkcode defineChange}.
 * @throws {RangeError} If the probability is out of its range, or (when a mask is given) if the change does more than
 * wrap the mask, as {@linkcode onEdges} does on a choice: put `onEdges` around `sometimes`.
 */
export function sometimes(probability: number, change: MaskChange): MaskChange {
  demand(
    probability >= 0 && probability <= 1,
    "build sometimes()",
    "probability must be in [0, 1]",
    probability,
  );
  return (mask) => {
    const changed = change(mask);
    const own = changed.params - mask.params;
    const prefix = changed.neutral.slice(0, own);
    demand(
      prefix.length === own && changed.neutral.length === own + mask.neutral.length,
      `build sometimes() of ${changed.name}`,
      "the change must wrap the mask and leave its options alone; put onEdges() around sometimes()",
      mask.name,
    );
    return {
      ...changed,
      name: `${mask.name} > sometimes(${probability}, ${changed.name.slice(mask.name.length + 3)})`,
      draw: (from, ratio, size) =>
        uniform(fold(changeKey(from, mask), COIN)) < probability
          ? changed.draw(from, ratio, size)
          : [...prefix, ...mask.draw(from, ratio, size)],
    };
  };
}
