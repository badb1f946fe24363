/**
 * Mixing for training loops in tfjs: on the WebGPU backend as kernels on the device, on others on the host.
 *
 * @module
 */
export { mixBatch, type MixBatchOptions, type MixedTensors, type TensorBatch } from "./mix_batch.ts";
export { demandHealthyDevice, DeviceError } from "../../webgpu/device.ts";
export type { DeviceBatch, DeviceDetails } from "./mix.ts";
