import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

/** A WebGPU device said that something failed: a kernel did not compile, memory ran out, or the device is gone. */
export class DeviceError extends Error {
  override name = "DeviceError";
}

const failures = new WeakMap<GPUDevice, { error?: DeviceError }>();

/**
 * The backend that tfjs uses now, if it is WebGPU, watched for errors.
 *
 * WebGPU reports an invalid kernel as an event and goes on with garbage, and tfjs does not listen. So this does, and
 * every later call throws what was heard.
 *
 * @throws {DeviceError} If the device has reported an error, or is lost.
 */
export function webgpuBackend(): WebGPUBackend | undefined {
  const backend = tf.backend();
  if (!isWebgpu(backend)) return undefined;
  const failure = watch(backend.device);
  if (failure.error !== undefined) throw failure.error;
  return backend;
}

/**
 * Throws if the WebGPU device that tfjs uses has reported an error since it was first watched. Call it after numbers
 * were read back and before they are believed. On other backends it does nothing.
 *
 * @throws {DeviceError} With the first error that the device reported.
 */
export function demandHealthyDevice(): void {
  webgpuBackend();
}

/** Tells the backend by what it can do: importing its class would register it behind the caller's back. */
function isWebgpu(backend: tf.KernelBackend): backend is WebGPUBackend {
  return "runWebGPUProgram" in backend && "device" in backend;
}

function watch(device: GPUDevice): { error?: DeviceError } {
  const known = failures.get(device);
  if (known !== undefined) return known;
  const failure: { error?: DeviceError } = {};
  failures.set(device, failure);
  device.addEventListener("uncapturederror", (event) => {
    const { error } = event as GPUUncapturedErrorEvent;
    failure.error ??= new DeviceError(
      `The WebGPU device reported ${error.constructor.name}: ${error.message}`,
    );
  });
  device.lost.then(({ reason, message }) => {
    failure.error ??= new DeviceError(`The WebGPU device was lost (${reason}): ${message}`);
  });
  return failure;
}
