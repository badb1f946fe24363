export { type DeviceBatch, type DeviceDetails, mixOnDevice } from "./mix.ts";
