import * as tf from "@tensorflow/tfjs";
import type { ImageShape } from "../../src/batch.ts";
import { miamix } from "../../src/method/mod.ts";
import { type Case, shapeName } from "../case.ts";
import { type Device, deviceBatch, mixTurn } from "../device.ts";
import { cpuTurn, hostBatch, sizeOf } from "../host.ts";

/** Growing batches, and growing images; each is compared with the first of its line. */
const lines: readonly (readonly [ImageShape, ...ImageShape[]])[] = [
  [[16, 32, 32, 3], [1, 32, 32, 3], [64, 32, 32, 3], [256, 32, 32, 3], [1024, 32, 32, 3]],
  [[16, 16, 16, 3], [16, 32, 32, 3], [16, 64, 64, 3], [16, 128, 128, 3], [16, 256, 256, 3], [
    16,
    512,
    512,
    3,
  ]],
];

/** MiAMix at growing sizes, its time a pixel against that at the smallest: 1 is linear growth, less is better. */
export function growthSuite(device: Device | undefined): readonly Case[] {
  const engines = device === undefined ? ["cpu"] as const : ["webgpu", "cpu"] as const;
  return engines.flatMap((engine) =>
    lines.flatMap(([smallest, ...larger]) =>
      larger.map((shape): Case => ({
        suite: "growth",
        name: "miamix",
        engine,
        shape,
        against: `${shapeName(smallest)}, a pixel`,
        scale: sizeOf(smallest) / sizeOf(shape),
        prepare: () => sides[engine](shape, smallest),
      }))
    )
  );
}

const sides = {
  webgpu(shape: ImageShape, smallest: ImageShape) {
    const large = deviceBatch(shape), small = deviceBatch(smallest);
    return {
      subject: mixTurn(miamix(), large),
      yardstick: mixTurn(miamix(), small),
      dispose: () => tf.dispose([large.images, large.labels, small.images, small.labels]),
    };
  },
  cpu: (shape: ImageShape, smallest: ImageShape) => ({
    subject: cpuTurn(miamix(), hostBatch(shape)),
    yardstick: cpuTurn(miamix(), hostBatch(smallest)),
    dispose() {},
  }),
};
