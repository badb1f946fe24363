import * as tf from "@tensorflow/tfjs";
import { type Batch, demandBatch, demandPlan, labelRows, planShape } from "../../batch.ts";
import { demand } from "../../demand.ts";
import { draw, type Plan, type Shape } from "../../draw.ts";
import { lower } from "../../lower.ts";
import type { Key } from "../../random/mod.ts";
import type { Recipe } from "../../recipe.ts";
import { cpu } from "../cpu/mod.ts";
import { withPeaksOfHost } from "../peaks_on_host.ts";
import { webgpuBackend } from "../../webgpu/device.ts";
import { type DeviceBatch, type DeviceDetails, mixOnDevice } from "./mix.ts";

/** A batch of tensors on the WebGPU backend. */
export interface TensorBatch {
  /** `[samples, height, width, channels]`, float32, in any unit. */
  readonly images: tf.Tensor4D;
  /** Classes `[samples]` (int32), or a row of weights for every sample `[samples, classes]`. */
  readonly labels: tf.Tensor1D | tf.Tensor2D;
  /** How many classes there are. */
  readonly classes: number;
  /** Stable numbers of the samples, see {@linkcode Shape}. @default {[0, 1, …]} */
  readonly ids?: ArrayLike<number>;
}

/** Options of {@linkcode mixBatch}. */
export interface MixBatchOptions {
  /** Whether to give the label weights and masks too. @default {false} */
  readonly details?: boolean;
  /**
   * For each pass of a plan the rasters `[asked, height, width]` that it asks of something that learns, in that order,
   * on the WebGPU backend; elsewhere {@linkcode fillPlan} puts them into the plan.
   *
   * @default {[]}
   */
  readonly learned?: readonly (tf.Tensor3D | undefined)[];
}

/** A mixed batch of tensors, which the caller disposes. */
export interface MixedTensors extends DeviceBatch {
  /** The partner of every sample, `[samples]`; of the last pass, where the recipe is a sequence. */
  readonly partner: Uint32Array;
  /** Label weights and masks, if they were asked for; of the last pass, where the recipe is a sequence. */
  readonly details?: DeviceDetails;
}

/**
 * Mixes a batch: one call in a training loop.
 *
 * On the tfjs WebGPU backend the batch is mixed by kernels on the device, and images never come back to the host. On
 * any other backend a batch of typed arrays is mixed on the host and uploaded.
 *
 * @param recipe The recipe.
 * @param batch Tensors, or typed arrays. They are left as they are.
 * @param from The key of this batch, such as `fold(key(seed), step)`, or the plan that was drawn for it.
 * @throws {RangeError} If images, labels and a plan do not fit together, or tensors are given on a backend other than WebGPU.
 * @throws {DeviceError} If the device has reported an error since the last call.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { fold, key, miamix } from "@miamix/miamix";
 * import { mixBatch } from "@miamix/miamix/tfjs";
 *
 * const batch = { images: new Float32Array(2 * 8 * 8 * 3), shape: [2, 8, 8, 3], labels: Int32Array.of(3, 7), classes: 10 } as const;
 * const mixed = mixBatch(miamix(), batch, fold(key(42), 0));
 * console.log(mixed.images.shape, await mixed.labels.data());
 * tf.dispose([mixed.images, mixed.labels]);
 * ```
 */
export function mixBatch(
  recipe: Recipe,
  batch: Batch | TensorBatch,
  from: Key | Plan,
  options: MixBatchOptions = {},
): MixedTensors {
  const { details = false, learned = [] } = options;
  const backend = webgpuBackend();
  const program = lower(recipe);
  if (!isTensors(batch)) demandBatch("mix a batch", batch);
  const shape = isTensors(batch) ? tensorShape(batch) : planShape(batch);
  const drawn = "passes" in from ? from : draw(recipe, from, shape);
  demandPlan("mix a batch", program, drawn, shape);
  demandLearned(drawn, learned);
  const plan = isTensors(batch) ? drawn : withPeaksOfHost(drawn, batch);
  const partner = plan.passes.at(-1)!.partner;
  if (backend !== undefined) {
    const mixed = tf.tidy(() => {
      const [onDevice, pool] = isTensors(batch)
        ? [{ images: batch.images, labels: tensorRows(batch) }]
        : [upload(batch, batch), batch.pool && upload(batch.pool, batch)];
      return mixOnDevice(backend, program, plan, onDevice, pool, details, learned) as
        & MixedTensors
        & tf.TensorContainerObject;
    });
    return { ...mixed, partner };
  }
  demand(
    !isTensors(batch) && learned.length === 0,
    "mix tensors",
    "the backend must be webgpu; on others, give typed arrays",
    tf.getBackend(),
  );
  const mixed = cpu(program, plan, batch);
  const [samples, height, width] = batch.shape;
  return {
    images: tf.tensor4d(mixed.images, [...batch.shape]),
    labels: tf.tensor2d(mixed.labels, [samples, batch.classes]),
    partner,
    ...(details && {
      details: {
        lambda: tf.tensor1d(mixed.lambda),
        masks: tf.tensor3d(mixed.masks, [samples, height, width]),
      },
    }),
  };
}

function demandLearned({ passes, height, width }: Plan, learned: MixBatchOptions["learned"] = []): void {
  for (const [i, { learned: asked }] of passes.entries()) {
    const wanted = [asked.length, height, width], shape = learned[i]?.shape ?? wanted;
    demand(
      `${shape}` === `${wanted}`,
      "mix a batch",
      `learned rasters of pass ${i} must be [${wanted}]`,
      shape,
    );
  }
}

function isTensors(batch: Batch | TensorBatch): batch is TensorBatch {
  return batch.images instanceof tf.Tensor;
}

function tensorShape({ images, labels, classes, ids }: TensorBatch): Shape {
  const action = "mix a batch";
  demand(images.rank === 4, action, "images must be [samples, height, width, channels]", images.shape);
  const [samples, height, width] = images.shape;
  demand(
    labels.shape[0] === samples && (labels.rank === 1 || labels.shape[1] === classes),
    action,
    `labels must be [${samples}] or [${samples}, ${classes}]`,
    labels.shape,
  );
  return { samples, height, width, ids };
}

function tensorRows({ labels, classes }: TensorBatch): tf.Tensor2D {
  return (labels.rank === 2
    ? labels
    : tf.oneHot(labels.toInt() as tf.Tensor1D, classes).toFloat()) as tf.Tensor2D;
}

function upload(
  { images, labels }: Pick<Batch, "images" | "labels">,
  { shape, classes }: Batch,
): DeviceBatch {
  const rows = labelRows(labels, classes);
  return {
    images: tf.tensor4d(images, [
      images.length / (shape[1] * shape[2] * shape[3]),
      shape[1],
      shape[2],
      shape[3],
    ]),
    labels: tf.tensor2d(rows, [rows.length / classes, classes]),
  };
}
