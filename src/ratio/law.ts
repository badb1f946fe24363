import { demand } from "../demand.ts";
import type { Key } from "../random/mod.ts";

/** A law of mixing ratios: one number a layer, the share of the partner that the layer asks for. */
export interface RatioLaw {
  /** How the law is written, such as `beta(1)`. */
  readonly name: string;
  /** The largest number of layers that it draws. */
  readonly layers: number;
  /** Whether every sample draws for itself, or one draw serves the batch. */
  readonly scope: "sample" | "batch";
  /** Draws the ratios of one sample, each in `[0, 1]`: one for each of at least 1 and at most `layers` layers. */
  draw(from: Key): readonly number[];
}

/** Checks a concentration parameter. */
export function demandAlpha(action: string, alpha: number): void {
  demand(alpha > 0 && Number.isFinite(alpha), action, "alpha must be > 0", alpha);
}
