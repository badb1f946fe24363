import "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { ImageShape } from "../src/batch.ts";
import { demandHealthyDevice, type DeviceBatch, mixBatch } from "../src/engine/tfjs/mod.ts";
import { fold, key } from "../src/random/mod.ts";
import type { Recipe } from "../src/recipe/recipe.ts";
import { webgpuBackend } from "../src/device/device.ts";
import { classes, hostBatch } from "./host.ts";
import type { Turn } from "./measure.ts";

/** A WebGPU adapter with the tfjs backend that runs on it. */
export interface Device {
  readonly backend: WebGPUBackend;
  /** The adapter, as its driver calls it. */
  readonly adapter: string;
}

/** Makes WebGPU the backend of tfjs; nothing where there is no adapter. */
export async function startDevice(): Promise<Device | undefined> {
  tf.enableProdMode();
  const adapter = await navigator.gpu?.requestAdapter() ?? null;
  if (adapter === null || !await tf.setBackend("webgpu")) return undefined;
  const backend = webgpuBackend();
  const name = adapter.info.description || adapter.info.vendor || "an adapter without a name";
  return backend && { backend, adapter: name };
}

/** A batch in the memory of the device. */
export function deviceBatch(shape: ImageShape): DeviceBatch {
  const { images, labels } = hostBatch(shape);
  return tf.tidy(() => ({
    images: tf.add(tf.tensor4d(images, [...shape]), 0) as tf.Tensor4D,
    labels: tf.oneHot(tf.tensor1d(labels as Int32Array, "int32"), classes).toFloat() as tf.Tensor2D,
  }));
}

/**
 * A turn of work on the device: the outputs of every call are disposed of, and the first output of the last call is
 * waited for by reading one number of it. Deno looks only every 10 ms whether the device is done, so a turn has many
 * calls and one wait.
 */
export function deviceTurn(call: (step: number) => readonly tf.Tensor[]): Turn {
  let step = 0;
  return async (calls) => {
    for (let i = 1; i <= calls; i++) {
      const outputs = call(step++);
      if (i === calls) await readOne(outputs[0]!);
      tf.dispose([...outputs]);
    }
  };
}

/** As many plans as are mixed in turn: together they need every kernel that a recipe usually needs. */
const PLANS = 8;

/** Draws, uploads the plan, and mixes on the device. All kernels are compiled in the first turn. */
export function mixTurn(recipe: Recipe, batch: DeviceBatch): Turn {
  const turn = deviceTurn((step) => {
    const { images, labels } = mixBatch(recipe, { ...batch, classes }, fold(key(1), step % PLANS));
    return [images, labels];
  });
  let compiled = false;
  return async (calls) => {
    if (!compiled) await turn(PLANS);
    compiled = true;
    await turn(calls);
  };
}

async function readOne(tensor: tf.Tensor): Promise<void> {
  const one = tf.tidy(() => tf.slice(tensor.flatten(), 0, 1));
  await one.data();
  one.dispose();
  demandHealthyDevice();
}
