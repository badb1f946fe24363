import type { Rasters } from "../host/rasters.ts";

/** A sample whose mask is wanted: what its expression reads besides the point at which it is evaluated. */
export interface Sample {
  /** The sample's own drawn numbers. */
  readonly numbers: Float32Array;
  readonly rasters: Rasters;
  readonly height: number;
  readonly width: number;
}

/** The mask of a sample, `[height, width]` or longer, until the next one is made; a number where it is the same everywhere. */
export type Share = number | Float32Array;
