import { demand } from "../demand.ts";
import { changedBy, coin, demandChange, type MaskChange, overOptions, written } from "./change.ts";

/**
 * Applies a change with a probability, for every sample anew. A composed change is applied whole or not at all.
 *
 * When it is not applied, the plan holds the change's neutral values, so that the kernel stays the same.
 *
 * @param probability In `[0, 1]`.
 * @param change A change made of {@linkcode rotate}, {@linkcode shear}, {@linkcode smooth} or
 * {@linkcode defineChange}.
 * @throws {RangeError} If the probability is out of its range, or (when a mask is given) if the change does more than
 * wrap the mask.
 */
export function sometimes(probability: number, change: MaskChange): MaskChange {
  const allowed = typeof probability === "number" && probability >= 0 && probability <= 1;
  demand(allowed, "build sometimes()", "probability must be in [0, 1]", probability);
  demandChange("build sometimes()", change);
  return overOptions((mask) => {
    const changed = change(mask);
    if (changed === mask) return mask;
    const own = changed.applied.slice(mask.applied.length), params = changed.params - mask.params;
    const prefix = changed.neutral.slice(0, params);
    demand(
      prefix.length === params && changed.neutral.length === params + mask.neutral.length,
      "build sometimes()",
      "the change must wrap the mask, as those of defineChange() do",
      changed.name,
    );
    return {
      ...changed,
      ...changedBy(mask, { name: own.map(written).join(" > "), probability }),
      changes: changed.changes + 1,
      draw: (from, ratio, size) =>
        coin(from, changed) < probability
          ? changed.draw(from, ratio, size)
          : [...prefix, ...mask.draw(from, ratio, size)],
    };
  });
}
