import { demand } from "../../demand.ts";
import type { Pass } from "../../program/lower.ts";

/** The distance by which rounding may take a mean of shares out of its range. */
const LOST = 1e-5;

/** Checks that the mean of a mask is a share: where a point is NaN, so is the mean. */
export function demandShare(action: string, { name }: Pass, mean: number): void {
  if (mean >= -LOST && mean <= 1 + LOST) return;
  demand(false, action, `the mask ${name} must be in [0, 1], and so must its mean`, mean);
}
