import * as tf from "@tensorflow/tfjs";
import type { Batch, Key, Mixed, Recipe } from "../../mod.ts";
import { demandHealthyDevice, mixBatch } from "../../src/engine/tfjs/mod.ts";
import type { Engine } from "./conformance.ts";

async function mix(recipe: Recipe, from: Key, batch: Batch): Promise<Mixed> {
  const { images, labels, partner, details } = mixBatch(recipe, batch, from, { details: true });
  const tensors = [images, labels, details!.lambda, details!.masks];
  const read = await Promise.all(tensors.map((tensor) => tensor.data()));
  tf.dispose(tensors);
  demandHealthyDevice();
  const [x, y, lambda, masks] = read.map((values) => Float32Array.from(values));
  return { images: x!, labels: y!, lambda: lambda!, masks: masks!, partner };
}

/** The WebGPU engine of tfjs, read back to the host. */
export const webgpuEngine: Engine = { name: "webgpu", mix, tied: 2e-4 };
