/**
 * Mixing for training loops in tfjs: on the WebGPU backend as kernels on the device, on others on the host or by ops.
 *
 * @module
 */
export { mixBatch, type MixBatchOptions, type MixedTensors, type MixEngine } from "./mix_batch.ts";
export type { TensorBatch } from "./tensor_batch.ts";
export type { DeviceBatch, DeviceDetails } from "../webgpu/mod.ts";
export { demandHealthyDevice, DeviceError } from "../../device/device.ts";
