import { demand } from "../demand.ts";
import { key } from "../random/mod.ts";
import type { Labels } from "./labels.ts";
import { shuffledByClass } from "./rows_by_class.ts";

/** Options of {@linkcode holdOut}. */
export interface HoldOutOptions {
  /** The share of the samples to hold out, in `(0, 1)`. */
  readonly share: number;
  /** Which samples are held out, an integer in `[0, 2^53)`. @default {0} */
  readonly seed?: number;
}

/** Says of each label whether its sample is held out: 1 if it is, else 0. */
export function heldOut(labels: Labels, { share, seed = 0 }: HoldOutOptions): Uint8Array {
  const action = "holdOut() samples", count = labels.length;
  demand(share > 0 && share < 1, action, "share must be in (0, 1)", share);
  const held = Math.round(share * count);
  const both = held > 0 && held < count;
  demand(both, action, "both parts must have a sample", `${held} held out of ${count}`);
  const before = (position: number) => Math.floor(position * held / count);
  const isHeld = new Uint8Array(count);
  for (const [position, row] of shuffledByClass(labels, key(seed)).entries()) {
    isHeld[row] = before(position + 1) - before(position);
  }
  return isHeld;
}
