import { demand } from "../demand.ts";
import type { RatioLaw } from "./law.ts";

/**
 * Always the same ratio.
 *
 * @param ratio The partner's share, in `[0, 1]`.
 * @throws {RangeError} If the ratio is out of its range.
 */
export function fixed(ratio: number): RatioLaw {
  demand(ratio >= 0 && ratio <= 1, "build fixed()", "ratio must be in [0, 1]", ratio);
  return { name: `fixed(${ratio})`, layers: 1, scope: "sample", draw: () => [ratio] };
}
