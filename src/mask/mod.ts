export { defineMask, type Drawn, type Mask, type MaskParts, type Size } from "./mask.ts";
export type { Field, NoiseField, RasterField } from "./field.ts";
export { flat } from "./flat.ts";
export { box, type BoxOptions } from "./box.ts";
export { fourier, type FourierOptions } from "./fourier.ts";
export { grid, type GridOptions } from "./grid.ts";
export { gaussian, type GaussianOptions } from "./gaussian.ts";
export { choose } from "./choose.ts";
