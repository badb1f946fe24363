export { type DeviceBatch, type DeviceDetails, type DeviceRows, mixOnDevice } from "./schedule/mix.ts";
export { sourceOf, uploadImages } from "./wgsl/source.ts";
export { labelRowsOnDevice } from "./kernels/blend/label_rows.ts";
