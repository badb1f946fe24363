import * as tf from "@tensorflow/tfjs";
import type { DeviceBatch } from "../../src/engine/tfjs/mod.ts";
import { methods } from "../../src/method/mod.ts";
import { fold, integer, type Key, key, permutation, uniform } from "../../src/random/mod.ts";
import type { Case } from "../case.ts";
import { type Device, deviceBatch, deviceTurn, mixTurn } from "../device.ts";
import { shapes } from "../host.ts";

/** The share of the anchor, for every pixel or for every sample: `[samples, height or 1, width or 1, 1]`. */
type Mask = (from: Key, shape: readonly [number, number, number, number]) => tf.Tensor4D;

/** Methods as a user of tfjs writes them: numbers are drawn on the host, and the rest is ops that broadcast. */
const masks: Readonly<Record<string, Mask>> = {
  mixup: (from, [samples]) => column(samples, (n) => share(from, n)),
  cutmix(from, [samples, height, width]) {
    const inside = (extent: number, label: number, places: tf.Tensor) => {
      const start = (n: number) =>
        integer(fold(fold(from, label), n), extent) - Math.floor(side(n, extent) / 2);
      const side = (n: number, extent: number) => Math.round(Math.sqrt(1 - share(from, n)) * extent);
      return tf.logicalAnd(
        tf.greaterEqual(places, column(samples, start)),
        tf.less(places, column(samples, (n) => start(n) + side(n, extent))),
      );
    };
    const box = tf.logicalAnd(inside(width, 1, across(width)), inside(height, 2, down(height)));
    return tf.sub(1, box.toFloat());
  },
  gmix(from, [samples, height, width]) {
    const squared = (extent: number, label: number, places: tf.Tensor) =>
      tf.square(tf.sub(places, column(samples, (n) => integer(fold(fold(from, label), n), extent))));
    const area = column(samples, (n) => {
      const anchor = share(from, n);
      return height * width * Math.max(1e-6, Math.min(anchor, 1 - anchor));
    });
    const distance = tf.add(squared(width, 1, across(width)), squared(height, 2, down(height)));
    const bump = tf.exp(tf.div(tf.mul(distance, -Math.PI), area));
    const invert = column(samples, (n) => share(from, n) < 0.5 ? 1 : 0);
    return tf.add(tf.mul(invert, bump), tf.mul(tf.sub(1, invert), tf.sub(1, bump)));
  },
};

/** Methods in plain tfjs ops, against the kernels of this package on the same adapter. */
export function unfusedSuite(device: Device | undefined): readonly Case[] {
  if (device === undefined) return [];
  return shapes.flatMap((shape) =>
    Object.entries(masks).map(([name, mask]) => ({
      suite: "unfused",
      name,
      engine: "webgpu",
      shape,
      against: "fused, ours",
      prepare() {
        const batch = deviceBatch(shape);
        return {
          subject: deviceTurn((step) => mixInOps(mask, batch, fold(key(1), step))),
          yardstick: mixTurn(methods[name]!.build(), batch),
          dispose: () => tf.dispose([batch.images, batch.labels]),
        };
      },
    }))
  );
}

function mixInOps(mask: Mask, { images, labels }: DeviceBatch, from: Key): readonly tf.Tensor[] {
  return tf.tidy(() => {
    const samples = images.shape[0];
    const partner = tf.tensor1d(Int32Array.from(permutation(fold(from, 3), samples)), "int32");
    const keep = mask(from, images.shape);
    const lambda = tf.mean(keep, [1, 2, 3]).reshape([samples, 1]);
    return [
      blend(keep, images, tf.gather(images, partner)),
      blend(lambda, labels, tf.gather(labels, partner)),
    ];
  });
}

function blend(share: tf.Tensor, anchor: tf.Tensor, partner: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(anchor, share), tf.mul(partner, tf.sub(1, share)));
}

/** The asked share of the anchor. */
function share(from: Key, n: number): number {
  return uniform(fold(fold(from, 0), n));
}

/** A number for every sample. */
function column(samples: number, number: (n: number) => number): tf.Tensor4D {
  return tf.tensor4d(Float32Array.from({ length: samples }, (_, n) => number(n)), [samples, 1, 1, 1]);
}

function across(width: number): tf.Tensor {
  return tf.range(0, width).reshape([1, 1, width, 1]);
}

function down(height: number): tf.Tensor {
  return tf.range(0, height).reshape([1, height, 1, 1]);
}
