import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { type Batch, labelRows, type Pixels, planShape } from "../../batch.ts";
import { demand, demandRecord } from "../../demand.ts";
import { demandBatch, demandClasses, demandLabels, demandShape } from "../../demand_batch.ts";
import type { Shape } from "../../plan/draw.ts";
import {
  type DeviceBatch,
  type DeviceRows,
  labelRowsOnDevice,
  sourceOf,
  uploadImages,
} from "../webgpu/mod.ts";

/** A batch of tensors, on any backend. */
export interface TensorBatch {
  /** `[samples, height, width, channels]`, float32, in any unit. */
  readonly images: tf.Tensor4D;
  /**
   * Classes `[samples]`, or a row of weights for every sample `[samples, classes]`; a tensor, or an array as in a
   * {@linkcode Batch}. A number in a tensor that is no class makes every row that is mixed of it NaN, and so the loss:
   * tensors cannot be read at once.
   */
  readonly labels: tf.Tensor1D | tf.Tensor2D | Batch["labels"];
  /** The number of classes. */
  readonly classes: number;
  /** Stable numbers of the samples, see {@linkcode Shape}. @default {[0, 1, …]} */
  readonly ids?: ArrayLike<number>;
}

/** Tells if the images of a batch are a tensor. */
export function isTensors(batch: Batch<Pixels> | TensorBatch): batch is TensorBatch {
  return batch.images instanceof tf.Tensor;
}

/** Checks a batch, and gives what a plan for it is drawn for. */
export function demandShapeOf(action: string, batch: Batch<Pixels> | TensorBatch): Shape {
  demandRecord(action, "batch", batch);
  if (!isTensors(batch)) {
    demandBatch(action, batch);
    return planShape(batch);
  }
  const { images, labels, classes, ids } = batch;
  demandShape(action, images.shape);
  demand(
    images.dtype === "float32",
    action,
    "images must be a tensor of float32, as toFloat() gives",
    images.dtype,
  );
  demand(
    !("pool" in batch) || batch.pool === undefined,
    action,
    "a pool must come with images in typed arrays",
    "tensors",
  );
  const [samples, height, width] = images.shape;
  if (labels instanceof tf.Tensor) {
    demandClasses(action, classes);
    const [count, columns] = labels.shape,
      fits = labels.rank === 1 || labels.rank === 2 && columns === classes;
    demand(
      fits && count === samples,
      action,
      `labels must be [${samples}] or [${samples}, ${classes}]`,
      labels.shape,
    );
    const known = labels.dtype === "int32" || labels.dtype === "float32" || labels.dtype === "bool";
    demand(known, action, "labels must be a tensor of int32 or float32", labels.dtype);
  } else demandLabels(action, labels, samples, classes);
  return { samples, height, width, ids };
}

/** Label rows of floats; a label that is no class has a row of NaN. */
function tensorRows(backend: WebGPUBackend | undefined, { labels, classes }: TensorBatch): tf.Tensor2D {
  if (!(labels instanceof tf.Tensor)) return labelTensor(labels, classes);
  if (labels.rank === 2) return labels.toFloat() as tf.Tensor2D;
  if (backend !== undefined) return labelRowsOnDevice(backend, labels as tf.Tensor1D, classes);
  const rows = tf.equal(labels.toFloat().expandDims(1), tf.range(0, classes)).toFloat();
  return tf.where(tf.greater(tf.sum(rows, 1, true), 0).tile([1, classes]), rows, NaN) as tf.Tensor2D;
}

/** A batch, and its pool, for the kernels of the device: bytes stay bytes. */
export function onDevice(
  backend: WebGPUBackend,
  batch: Batch<Pixels> | TensorBatch,
): readonly [DeviceRows, DeviceRows | undefined] {
  if (isTensors(batch)) {
    return [{ images: sourceOf(batch.images), labels: tensorRows(backend, batch) }, undefined];
  }
  const rows = ({ images, labels }: Pick<Batch<Pixels>, "images" | "labels">) => ({
    images: uploadImages(backend, images, batch.shape.slice(1)),
    labels: labelTensor(labels, batch.classes),
  });
  return [rows(batch), batch.pool && rows(batch.pool)];
}

/** A batch, and its pool, as tensors of floats. */
export function asFloats(
  batch: Batch<Pixels> | TensorBatch,
): readonly [DeviceBatch, DeviceBatch | undefined] {
  if (isTensors(batch)) {
    return [{ images: batch.images, labels: tensorRows(undefined, batch) }, undefined];
  }
  const [, height, width, channels] = batch.shape;
  const rows = ({ images, labels }: Pick<Batch<Pixels>, "images" | "labels">) => {
    const floats = images instanceof Float32Array ? images : Float32Array.from(images, (byte) => byte / 255);
    const count = floats.length / (height * width * channels);
    return {
      images: tf.tensor4d(floats, [count, height, width, channels]),
      labels: labelTensor(labels, batch.classes),
    };
  };
  return [rows(batch), batch.pool && rows(batch.pool)];
}

function labelTensor(labels: Batch["labels"], classes: number): tf.Tensor2D {
  const rows = labelRows(labels, classes);
  return tf.tensor2d(rows, [rows.length / classes, classes]);
}
