/**
 * What touches tfjs's WebGPU backend: kernels, the schedules that they are done in, and what the device reports.
 *
 * @module
 */
export { demandHealthyDevice, DeviceError, webgpuBackend } from "./device.ts";
export {
  type Buffer,
  emptyTensor,
  flat,
  type Kernel,
  type Numbers,
  roomFor,
  runKernel,
  upload,
} from "./kernel.ts";
export { type Job, runSchedule, Schedule } from "./schedule.ts";
