import type * as tf from "@tensorflow/tfjs";
import { demandHealthyDevice } from "../engine/webgpu/mod.ts";
import { TrainError } from "./train_error.ts";

/**
 * Reads a tensor from the device and disposes it.
 *
 * @throws {DeviceError} If the device has reported an error, so the values cannot be believed.
 * @throws {TrainError} If the device does not answer.
 */
export async function readBack(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<"float32">();
  } catch (cause) {
    throw new TrainError("backend", `Cannot go on training: the device must answer, it says ${cause}`, {
      cause,
    });
  } finally {
    tensor.dispose();
    demandHealthyDevice();
  }
}
