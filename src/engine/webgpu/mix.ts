import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { ImageShape } from "../../batch.ts";
import type { PassPlan, Plan } from "../../draw.ts";
import type { Pass, Program } from "../../lower.ts";
import { readsAhead, type Side, withImagesRead } from "../as_read.ts";
import { emptyTensor, type Kernel, runKernel } from "../../webgpu/kernel.ts";
import { aboveKernel } from "./above.ts";
import { averageKernel } from "./average.ts";
import { type BlendInputs, blendKernel } from "./blend.ts";
import { findPeaks } from "./find_peaks.ts";
import { labelsKernel, lambdaKernel } from "./labels.ts";
import { readAhead } from "./read_ahead.ts";
import { ranksKernel, spreadKernel } from "./ranks.ts";
import type { Rasters } from "./rasters.ts";
import { masksKernel, renderKernel } from "./render.ts";
import { type DevicePlan, devicePlan } from "./rows.ts";

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
  pass: Pass,
  plan: PassPlan,
  { images, labels }: DeviceBatch,
  pool: DeviceBatch,
  withDetails: boolean,
  learned: tf.Tensor3D | undefined,
): DeviceBatch & { readonly details?: DeviceDetails } {
  const shape: ImageShape = images.shape, classes = labels.shape[1];
  const [samples, height, width] = shape;
  const run = (kernel: Kernel) => runKernel(backend, kernel);
  const laidOut = devicePlan(pass, plan);
  const { stride, mask } = laidOut;
  const drawn = tf.tensor1d(laidOut.table);
  const sources = { anchor: images, partner: pool.images }, ahead = readsAhead(plan);
  const read = (of: Side) =>
    readAhead(backend, of, sources[of].flatten(), { table: drawn, stride }, plan, shape);
  const anchors = ahead.anchor ? read("anchor") : undefined;
  const partners = ahead.partner ? read("partner") : undefined;
  const look = (of: Side) => (of === "partner" ? partners : anchors) ?? read(of);
  const withPeaks = findPeaks(backend, plan, look, shape, stride);
  const table = withPeaks(drawn);
  const rasters = rastersOf(backend, laidOut, table, plan, [height, width], learned);
  const inputs = (anchors: tf.Tensor, partners: tf.Tensor, plan: tf.Tensor): BlendInputs => ({
    anchors: anchors.flatten(),
    partners: partners.flatten(),
    plan,
    stride,
    mask,
    rasters,
  });
  const forLabels = inputs(labels, pool.labels, table);
  const forImages = ahead.anchor || ahead.partner
    ? inputs(
      anchors ?? images,
      partners ?? pool.images,
      withPeaks(tf.tensor1d(devicePlan(pass, withImagesRead(plan, ahead)).table)),
    )
    : inputs(images, pool.images, table);
  return {
    images: run(blendKernel(forImages, shape)) as tf.Tensor4D,
    labels: run(labelsKernel(forLabels, shape, classes, laidOut)) as tf.Tensor2D,
    ...(withDetails && {
      details: {
        lambda: run(lambdaKernel(forLabels, shape)) as tf.Tensor1D,
        masks: run(masksKernel(forLabels, [samples, height, width])) as tf.Tensor3D,
      },
    }),
  };
}

/** Makes the rasters of a plan on the device; nothing where no mask reads any. */
function rastersOf(
  backend: WebGPUBackend,
  { stride, mask, groups, rendered, levels }: DevicePlan,
  plan: tf.Tensor,
  { noise, rasters, learned: asked, partner }: PassPlan,
  size: readonly [height: number, width: number],
  learned: tf.Tensor3D | undefined,
): Rasters | undefined {
  if (!mask.readsRasters) return undefined;
  const others = rasters.length + asked.length, pixels = size[0] * size[1];
  const made: Rasters = {
    // There is always something to bind, also when nothing was drawn that is a raster.
    made: emptyTensor(backend, [Math.max(1, noise.length + rendered) * pixels]),
    given: others === 0 ? undefined : givenRasters(rasters, asked, learned, pixels),
    noise: noise.length,
    others,
  };
  if (noise.length > 0) {
    runKernel(
      backend,
      levels === undefined
        ? spreadKernel(runKernel(backend, ranksKernel(noise, ...size)), noise.length, made.made, pixels)
        : aboveKernel(noise, levels, made.made, size),
    );
  }
  const list = { table: plan, first: partner.length * stride };
  for (const group of groups) {
    runKernel(
      backend,
      group.radius === 0 ? renderKernel(group, list, made, size) : averageKernel(group, list, made, size),
    );
  }
  return made;
}

/** The rasters that come with a plan, and the learned ones: flat where nothing has learned them. */
function givenRasters(
  rasters: PassPlan["rasters"],
  asked: PassPlan["learned"],
  learned: tf.Tensor3D | undefined,
  pixels: number,
): tf.Tensor {
  const flat = learned === undefined ? asked : [];
  const given = new Float32Array((rasters.length + flat.length) * pixels);
  for (const [i, { values }] of rasters.entries()) given.set(values, i * pixels);
  for (const [i, { ratio }] of flat.entries()) {
    given.fill(1 - ratio, (rasters.length + i) * pixels, (rasters.length + i + 1) * pixels);
  }
  if (learned === undefined) return tf.tensor1d(given);
  return rasters.length === 0 ? learned.flatten() : tf.concat([given, learned.flatten()]);
}
