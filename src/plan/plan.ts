import type { NoiseField, Peak, RasterField } from "../mask/mod.ts";
import type { Retouch } from "../pair/mod.ts";

/** What was decided for one pass over a batch: numbers and no key, so every engine decides nothing. */
export interface PassPlan {
  /** The partner of every sample, `[samples]`: a place in the batch, or in the pool. */
  readonly partner: Uint32Array;
  /** The views of anchor and partner, `[samples, 6]`: see {@linkcode ViewRow}. */
  readonly views: Int32Array;
  /**
   * Where partners are read, `[samples, 7]`: see {@linkcode PlacementRow}. Empty where all are read as they are.
   */
  readonly placements: Float32Array;
  /** What is done to anchors and partners when they are read, `[samples]`; empty where nothing is. */
  readonly retouches: readonly PlannedRetouch[];
  /** The label weight of the anchor, `[samples]`; -1 where it is the mean of the mask. */
  readonly lambda: Float32Array;
  /** The label smoothing of every sample, `[samples]`. */
  readonly smoothing: Float32Array;
  /** The drawn numbers, `[samples, params]`; NaN where a coordinate is yet to be found. */
  readonly params: Float32Array;
  /** The points to find in images. */
  readonly peaks: readonly PlannedPeak[];
  /** The noise rasters, numbered from 0. */
  readonly noise: readonly NoiseField[];
  /** The given rasters, numbered on from the noise. */
  readonly rasters: readonly RasterField[];
  /** The rasters that are asked of something that learns, numbered on from the given ones. */
  readonly learned: readonly LearnedRaster[];
}

/** A raster that is asked for: of one sample and its partner, see {@linkcode LearnedField}. */
export interface LearnedRaster {
  /** The sample's place in the batch. */
  readonly sample: number;
  /** The partner's share, in `[0, 1]`. */
  readonly ratio: number;
}

/** What is done to the images of a sample after their views. */
export interface PlannedRetouch {
  readonly anchor?: Retouch | undefined;
  readonly partner?: Retouch | undefined;
}

/** A point to find in an image, and where its coordinates go. */
export interface PlannedPeak extends Peak {
  /** Whose anchor or partner it is found in. */
  readonly sample: number;
  /** The places in `params` of its column. */
  readonly x: readonly number[];
  /** The places in `params` of its row. */
  readonly y: readonly number[];
}

/** What was decided for a batch: one part for each pass of the recipe's program. It can be logged and replayed. */
export interface Plan {
  /** Tells from which recipe it was drawn, as `fingerprint` of a {@linkcode Pass} does: only its program takes the plan. */
  readonly fingerprint: string;
  readonly samples: number;
  readonly height: number;
  readonly width: number;
  readonly passes: readonly PassPlan[];
}
