export { type DeviceBatch, type DeviceDetails, type DeviceRows, mixOnDevice } from "./mix.ts";
export { sourceOf, uploadImages } from "./source.ts";
export { labelRowsOnDevice } from "./label_rows.ts";
