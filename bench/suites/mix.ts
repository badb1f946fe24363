import "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs";
import type { ImageShape } from "../../src/batch.ts";
import { type DeviceBatch, mixBatch, type MixEngine } from "../../src/engine/tfjs/mod.ts";
import { methods } from "../../src/method/mod.ts";
import { fold, key } from "../../src/random/mod.ts";
import type { Recipe } from "../../src/recipe/recipe.ts";
import { runKernel } from "../../src/device/kernel.ts";
import type { Case } from "../case.ts";
import { type Device, deviceBatch, deviceTurn, mixTurn } from "../device.ts";
import { cpuTurn, hostBatch, hostTurn, shapes, sizeOf } from "../host.ts";
import type { Turn } from "../measure.ts";

const THREADS = 64;

/** Every method on every engine, whole, against a plain copy of the same image bytes in the same memory. */
export function mixSuite(device: Device | undefined): readonly Case[] {
  return shapes.flatMap((shape) =>
    Object.entries(methods).flatMap(([name, { build }]) => [
      ...(device === undefined ? [] : [onDevice(device, name, build(), shape)]),
      onHost(name, build(), shape),
      ...(refusedByOps.includes(name) ? [] : [byOps(device, name, build(), shape)]),
    ])
  );
}

function onDevice(device: Device, name: string, recipe: Recipe, shape: ImageShape): Case {
  return {
    suite: "mix",
    name,
    engine: "webgpu",
    shape,
    against: "copy kernel",
    prepare() {
      const batch = deviceBatch(shape);
      return {
        subject: mixTurn(recipe, batch),
        yardstick: copyTurn(device, batch),
        dispose: () => tf.dispose([batch.images, batch.labels]),
      };
    },
  };
}

function onHost(name: string, recipe: Recipe, shape: ImageShape): Case {
  return {
    suite: "mix",
    name,
    engine: "cpu",
    shape,
    against: "Float32Array.set",
    prepare() {
      const batch = hostBatch(shape), copy = new Float32Array(batch.images.length);
      return {
        subject: cpuTurn(recipe, batch),
        yardstick: hostTurn(() => copy.set(batch.images)),
        dispose() {},
      };
    },
  };
}

/** Methods that plain ops cannot mix. */
const refusedByOps: readonly string[] = ["augmix"];

/** Plain ops on wasm against the cpu engine and the upload of what it mixed: what mixBatch() chooses between there. */
function byOps(device: Device | undefined, name: string, recipe: Recipe, shape: ImageShape): Case {
  return {
    suite: "mix",
    name,
    engine: "tfjs",
    shape,
    against: "cpu, uploaded",
    leastRounds: 1,
    async prepare() {
      await tf.setBackend("wasm");
      const batch = hostBatch(shape);
      const turn = (engine: MixEngine) =>
        deviceTurn((step) => {
          const { images, labels } = mixBatch(recipe, batch, fold(key(1), step), { engine });
          return [images, labels];
        });
      return {
        subject: turn("tfjs"),
        yardstick: turn("cpu"),
        async dispose() {
          if (device !== undefined) await tf.setBackend("webgpu");
        },
      };
    },
  };
}

/** Copies the images of a batch on the device, four numbers at a time. */
function copyTurn({ backend }: Device, { images }: DeviceBatch): Turn {
  const vectors = sizeOf(images.shape) / 4;
  return deviceTurn(() => [
    runKernel(backend, {
      key: "miamix bench copy",
      output: [...images.shape],
      dtype: "float32",
      dispatch: [Math.ceil(vectors / THREADS), 1, 1],
      workgroup: THREADS,
      lanes: 4,
      inputs: { images },
      uniforms: { vectors },
      code: () => `
fn main(index : i32) {
  if (index < uniforms.vectors) { result[index] = images[index]; }
}`,
    }),
  ]);
}
