import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { ImageShape } from "../../batch.ts";
import type { PassPlan, Plan } from "../../draw.ts";
import { reads } from "../../expr/mod.ts";
import type { Pass, Program } from "../../lower.ts";
import { moves, withPartnersRead } from "../as_read.ts";
import { asReadKernel } from "./as_read.ts";
import { type BlendInputs, blendKernel, labelsKernel, lambdaKernel } from "./blend.ts";
import { runKernel } from "../../webgpu/kernel.ts";
import { masksKernel, type Rasters } from "./masks.ts";
import { ranksKernel } from "./ranks.ts";
import { planRows } from "./rows.ts";

/** A batch on the device. */
export interface DeviceBatch {
  /** `[samples, height, width, channels]` */
  readonly images: tf.Tensor4D;
  /** `[samples, classes]` */
  readonly labels: tf.Tensor2D;
}

/** What a mix gives besides the batch, when it is asked for. */
export interface DeviceDetails {
  /** The label weight of every anchor, `[samples]`. */
  readonly lambda: tf.Tensor1D;
  /** The merged masks, `[samples, height, width]`. */
  readonly masks: tf.Tensor3D;
}

/**
 * Runs a program on a batch of tensors, which it leaves alone. Details are of the last pass.
 *
 * @param learned For each pass the rasters that its plan asks for, in that order; flat ones where there are none.
 */
export function mixOnDevice(
  backend: WebGPUBackend,
  program: Program,
  plan: Plan,
  batch: DeviceBatch,
  pool: DeviceBatch | undefined,
  withDetails: boolean,
  learned: readonly (tf.Tensor3D | undefined)[],
): DeviceBatch & { readonly details?: DeviceDetails } {
  return tf.tidy(() => {
    let mixed: DeviceBatch & { readonly details?: DeviceDetails } = batch;
    for (const [i, pass] of program.entries()) {
      const last = i === program.length - 1;
      mixed = runPass(backend, pass, plan.passes[i]!, mixed, pool ?? mixed, withDetails && last, learned[i]);
    }
    return mixed as DeviceBatch & tf.TensorContainerObject;
  });
}

function runPass(
  backend: WebGPUBackend,
  { mask, params }: Pass,
  plan: PassPlan,
  { images, labels }: DeviceBatch,
  pool: DeviceBatch,
  withDetails: boolean,
  learned: tf.Tensor3D | undefined,
): DeviceBatch & { readonly details?: DeviceDetails } {
  const [samples, height, width] = images.shape;
  const rows = tf.tensor1d(planRows(plan, params));
  const rasters = reads(mask, "field") ? rastersOf(backend, plan, height, width, learned) : undefined;
  const masks = runKernel(backend, masksKernel(mask, params, rows, rasters, [samples, height, width]));
  const inputs = (anchors: tf.Tensor, partners: tf.Tensor, plan: tf.Tensor): BlendInputs => ({
    anchors: anchors.flatten(),
    partners: partners.flatten(),
    plan,
    masks: masks.flatten(),
  });
  const shape: ImageShape = images.shape, classes = labels.shape[1];
  const forLabels = inputs(labels, pool.labels, rows);
  const forImages = moves(plan)
    ? inputs(
      images,
      runKernel(backend, asReadKernel(pool.images.flatten(), rows, plan, shape, params)),
      tf.tensor1d(planRows(withPartnersRead(plan), params)),
    )
    : inputs(images, pool.images, rows);
  return {
    images: runKernel(backend, blendKernel(forImages, shape, params)) as tf.Tensor4D,
    labels: runKernel(backend, labelsKernel(forLabels, shape, classes, params)) as tf.Tensor2D,
    ...(withDetails && {
      details: {
        lambda: runKernel(backend, lambdaKernel(forLabels, shape, params)) as tf.Tensor1D,
        masks: tf.slice(masks, [0, 0], [samples, height * width]).reshape([samples, height, width]),
      },
    }),
  };
}

/** Makes the rasters of a plan on the device. There is always something to bind, also when nothing was drawn. */
function rastersOf(
  backend: WebGPUBackend,
  { noise, rasters, learned: asked }: PassPlan,
  height: number,
  width: number,
  learned: tf.Tensor3D | undefined,
): Rasters {
  const pixels = height * width, flat = learned === undefined ? asked : [];
  const given = new Float32Array(Math.max(2, (rasters.length + flat.length) * pixels));
  for (const [i, { values }] of rasters.entries()) given.set(values, i * pixels);
  for (const [i, { ratio }] of flat.entries()) {
    given.fill(1 - ratio, (rasters.length + i) * pixels, (rasters.length + i + 1) * pixels);
  }
  return {
    ranks: noise.length === 0
      ? tf.tensor1d([0, 0], "int32")
      : runKernel(backend, ranksKernel(noise, height, width)).flatten(),
    given: learned === undefined
      ? tf.tensor1d(given)
      : tf.concat([given.subarray(0, rasters.length * pixels), learned.flatten(), [0, 0]]),
    noise: noise.length,
  };
}
