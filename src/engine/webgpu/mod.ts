export { type DeviceBatch, type DeviceDetails, mixOnDevice } from "./mix.ts";
export { sourceOf, uploadImages } from "./source.ts";
