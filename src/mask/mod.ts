export {
  type AppliedChange,
  type Coordinate,
  defineMask,
  type Drawn,
  type Mask,
  type MaskParts,
  type PartnerSeen,
  type Size,
} from "./mask.ts";
export type { Field, LearnedField, NoiseField, RasterField } from "./field.ts";
export type { Placement } from "./placement.ts";
export { flat } from "./flat.ts";
export { box } from "./box.ts";
export type { BoxOptions } from "./box_edges.ts";
export { thumbnail, type ThumbnailOptions } from "./thumbnail.ts";
export { mostAttended, type MostAttendedOptions } from "./most_attended.ts";
export { salientBox, type SalientBoxOptions } from "./salient_box.ts";
export { type Peak, peak, type PeakCoordinate } from "./peak.ts";
export {
  contrast,
  type ContrastOptions,
  type ContrastSaliency,
  type ResidualSaliency,
  type Saliency,
  spectralResidual,
} from "./saliency.ts";
export { fourier, type FourierOptions } from "./fourier.ts";
export { grid, type GridOptions } from "./grid.ts";
export { gaussian, type GaussianOptions } from "./gaussian.ts";
export { learned, type LearnedOptions } from "./learned.ts";
export { choose } from "./choose.ts";
