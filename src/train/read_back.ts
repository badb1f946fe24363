import type * as tf from "@tensorflow/tfjs";
import { demandHealthyDevice, DeviceError } from "../engine/tfjs/mod.ts";
import { TrainError } from "./train_error.ts";

/**
 * Reads a tensor from the device and disposes it.
 *
 * @throws {DeviceError} If the device has reported an error, so the values cannot be believed.
 * @throws {TrainError} If the device does not answer.
 */
export function readBack(tensor: tf.Tensor): Promise<Float32Array> {
  return fromDevice(async () => {
    try {
      return await tensor.data<"float32">();
    } finally {
      tensor.dispose();
    }
  });
}

/**
 * Does something that reads from the device.
 *
 * @throws {DeviceError} If the device has reported an error, so what was read cannot be believed.
 * @throws {TrainError} If the device does not answer.
 */
export async function fromDevice<A>(read: () => Promise<A>): Promise<A> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof DeviceError) throw cause;
    throw new TrainError("backend", `Cannot go on training: the device must answer, it says ${cause}`, {
      cause,
    });
  } finally {
    demandHealthyDevice();
  }
}
