export { lower, type Pass, type Program } from "./lower.ts";
export { rasterReads, readsRasters } from "./raster_reads.ts";
export { type Skeleton, skeletonOf, variantOf } from "./skeleton.ts";
export { type Plane, type Residual, specialize } from "./specialize.ts";
