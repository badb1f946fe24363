import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { ImageShape, Normalization } from "../../../batch.ts";
import type { PassPlan, Plan } from "../../../plan/draw.ts";
import type { Pass, Program } from "../../../program/lower.ts";
import { afterGather, needsGather } from "../../../plan/gather.ts";
import { isInPlace, isViewed, placementOf, type Side } from "../../../plan/rows.ts";
import { emptyTensor, type Kernel, roomFor, runKernel, upload } from "../../../device/kernel.ts";
import { aboveKernel } from "../kernels/noise/above.ts";
import { canCut } from "../layout/above_layout.ts";
import { averageKernel } from "../kernels/mask/average.ts";
import { blendKernel, type Pair, workgroupsEach } from "../kernels/blend/blend.ts";
import { findPeaks } from "./find_peaks.ts";
import {
  type Beside,
  type LabelRows,
  labelsBeside,
  labelsKernel,
  lambdaKernel,
  settledLabelsKernel,
  sumsBeside,
} from "../kernels/blend/labels.ts";
import { readAhead } from "./gather.ts";
import type { ReadImages } from "../wgsl/reads.ts";
import { ranksKernel, spreadKernel } from "../kernels/noise/ranks.ts";
import type { Rasters } from "../wgsl/rasters.ts";
import type { MaskInputs } from "../wgsl/mask_parts.ts";
import { masksKernel } from "../kernels/mask/masks.ts";
import { renderKernel } from "../kernels/mask/render.ts";
import { type DevicePlan, devicePlan } from "../layout/plan_layout.ts";
import { THREADS } from "../layout/runs.ts";
import { sliceSource, type Source, sourceOf, WHOLE_WORDS } from "../wgsl/source.ts";
import { planPart } from "../../../plan/slice_plan.ts";

/** A mixed batch on the device. */
export interface DeviceBatch {
  /** `[samples, height, width, channels]` */
  readonly images: tf.Tensor4D;
  /** `[samples, classes]` */
  readonly labels: tf.Tensor2D;
}

/** A batch that is mixed on the device. */
export interface DeviceRows {
  readonly images: Source;
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

/** How to mix on the device, besides what a plan says. */
export interface DeviceOptions {
  /** Whether to give label weights and masks too, of the last pass. */
  readonly details: boolean;
  /** Normalises every channel of the result. */
  readonly normalize: Normalization | undefined;
  /** For each pass the rasters that its plan asks for, in that order; flat ones where there are none. */
  readonly learned: readonly (tf.Tensor3D | undefined)[];
}

/** Runs a program on a batch, which it leaves alone. */
export function mixOnDevice(
  backend: WebGPUBackend,
  program: Program,
  plan: Plan,
  batch: DeviceRows,
  pool: DeviceRows | undefined,
  { details, normalize, learned }: DeviceOptions,
): DeviceBatch & { readonly details?: DeviceDetails } {
  const [first, ...others] = program.map((pass, i) => (rows: DeviceRows) => {
    const last = i === program.length - 1;
    return runPass(backend, pass, plan.passes[i]!, rows, pool ?? rows, {
      details: details && last,
      normalize: last ? normalize : undefined,
      learned: learned[i],
    });
  });
  return tf.tidy(() =>
    others.reduce(
      (mixed, next) => next({ images: sourceOf(mixed.images), labels: mixed.labels }),
      first!(batch),
    ) as DeviceBatch & tf.TensorContainerObject
  );
}

function runPass(
  backend: WebGPUBackend,
  pass: Pass,
  plan: PassPlan,
  { images, labels }: DeviceRows,
  pool: DeviceRows,
  { details, normalize, learned }: Omit<DeviceOptions, "learned"> & { learned: tf.Tensor3D | undefined },
): DeviceBatch & { readonly details?: DeviceDetails } {
  const { shape } = images, [, height, width] = shape;
  const laidOut = devicePlan(pass, plan, height * width, learned !== undefined);
  if (bytesOfRasters(laidOut, plan, height * width) > backend.device.limits.maxStorageBufferBindingSize) {
    const parts = inHalves(backend, pass, plan, { images, labels }, learned).map(([part, rows, own]) =>
      runPass(backend, pass, part, rows, pool, { details, normalize, learned: own })
    );
    if (parts.length > 0) return joined(parts);
  }
  const { stride, mask } = laidOut;
  const rows = { table: upload(backend, laidOut.table), stride },
    sources = { anchor: images, partner: pool.images };
  // What is only looked at is looked at through its view, and what is only placed is read while it is mixed.
  const lookedAt = plan.peaks.some(({ of }) => of === "partner");
  const ahead = needsGather({
    ...plan,
    peaks: [],
    placements: lookedAt ? plan.placements : new Float32Array(),
  });
  const read = (of: Side) => ahead[of] ? readAhead(backend, of, sources[of], rows, plan, shape) : undefined;
  const made = { anchor: read("anchor"), partner: read("partner") };
  findPeaks(backend, afterGather(plan, ahead), {
    anchor: made.anchor ?? images,
    partner: made.partner ?? pool.images,
  }, rows);
  const masks: MaskInputs = {
    plan: rows.table,
    stride,
    mask,
    rasters: rastersOf(backend, laidOut, rows.table, plan, [height, width], learned),
  };
  const reading = (of: Side) => {
    const own = made[of];
    return own === undefined
      ? readByPlan(of, sources[of], plan)
      : { source: own, own: true, viewed: false, placed: false, stays: false };
  };
  const labelRows = {
    anchors: labels.flatten(),
    partners: pool.labels.flatten(),
    classes: labels.shape[1],
    settled: laidOut.settled,
    smooths: laidOut.smooths,
  };
  const pair = { anchors: reading("anchor"), partners: reading("partner") };
  return mixPair(backend, pair, labelRows, masks, shape, { details, normalize });
}

/** Mixes images and labels, once the rasters that masks read are made. */
function mixPair(
  backend: WebGPUBackend,
  images: Pair<ReadImages>,
  labels: LabelRows,
  masks: MaskInputs,
  shape: ImageShape,
  { details, normalize }: Omit<DeviceOptions, "learned">,
): DeviceBatch & { readonly details?: DeviceDetails } {
  const [samples, height, width] = shape, pixels = height * width;
  const run = (kernel: Kernel) => runKernel(backend, kernel);
  const mixImages = (beside?: Beside) =>
    run(blendKernel(images, masks, shape, normalize, beside)) as tf.Tensor4D;
  const groups = workgroupsEach(masks.mask, [height, width]);
  // A kernel may bind eight tensors.
  if (groups === 1 && !details && masks.rasters?.given === undefined) {
    const mixed = emptyTensor(backend, [samples, labels.classes]) as tf.Tensor2D;
    return { images: mixImages(labelsBeside(labels, mixed, pixels)), labels: mixed };
  }
  if (labels.settled && !labels.smooths && !details) {
    return { images: mixImages(), labels: run(settledLabelsKernel(labels, masks, samples)) as tf.Tensor2D };
  }
  const sums = emptyTensor(backend, [samples, groups * THREADS]) as tf.Tensor2D;
  const weights = { ...masks, sums, pixels };
  return {
    images: mixImages(sumsBeside(sums)),
    labels: run(labelsKernel(labels, weights)) as tf.Tensor2D,
    ...(details && {
      details: {
        lambda: run(lambdaKernel(weights)) as tf.Tensor1D,
        masks: run(masksKernel(masks, [samples, height, width])) as tf.Tensor3D,
      },
    }),
  };
}

/** How images are read that were not made before. */
function readByPlan(of: Side, source: Source, plan: PassPlan): ReadImages {
  const samples = plan.partner.length;
  const placed = of === "partner" && plan.placements.length > 0;
  const inPlace = placed ? Array.from({ length: samples }, (_, n) => isInPlace(placementOf(plan, n))) : [];
  return {
    source,
    own: false,
    viewed: isViewed(of, plan),
    placed,
    stays: inPlace.filter((stays) => stays).length > samples / 8,
  };
}

/** How many rasters there is room for: there is always one to bind, also when nothing was drawn that is a raster. */
function roomForRasters({ rendered }: DevicePlan, { noise }: PassPlan): number {
  const counts = rendered.map(({ count }) => count);
  return roomFor(Math.max(1, counts.reduce((sum, count) => sum + count, noise.length)));
}

/** The bytes of the largest tensor of rasters. */
function bytesOfRasters(laidOut: DevicePlan, plan: PassPlan, pixels: number): number {
  if (!laidOut.mask.readsRasters) return 0;
  const ranked = laidOut.levels === undefined ? 3 * roomFor(plan.noise.length) : 0;
  const given = laidOut.readsGiven ? roomFor(plan.rasters.length + plan.learned.length) : 0;
  return 4 * pixels * Math.max(roomForRasters(laidOut, plan), ranked, given);
}

/** The halves of a batch, each with its plan and its learned rasters; nothing where it cannot be halved. */
function inHalves(
  backend: WebGPUBackend,
  pass: Pass,
  plan: PassPlan,
  { images, labels }: DeviceRows,
  learned: tf.Tensor3D | undefined,
): readonly (readonly [PassPlan, DeviceRows, tf.Tensor3D | undefined])[] {
  const samples = plan.partner.length, middle = WHOLE_WORDS * Math.ceil(samples / 2 / WHOLE_WORDS);
  const first = planPart(pass, plan, 0, middle), second = planPart(pass, plan, middle, samples);
  if (middle >= samples || first === undefined || second === undefined) return [];
  const rows = (from: number, to: number): DeviceRows => ({
    images: sliceSource(backend, images, from, to),
    labels: tf.slice(labels, [from, 0], [to - from, -1]),
  });
  const asked = first.learned.length;
  return [
    [first, rows(0, middle), learned && tf.slice(learned, 0, asked)],
    [second, rows(middle, samples), learned && tf.slice(learned, asked)],
  ];
}

/** Parts of a batch as one. */
function joined(
  parts: readonly (DeviceBatch & { readonly details?: DeviceDetails })[],
): DeviceBatch & { readonly details?: DeviceDetails } {
  const all = <T extends tf.Tensor>(of: (part: typeof parts[number]) => T) => tf.concat(parts.map(of));
  return {
    images: all(({ images }) => images),
    labels: all(({ labels }) => labels),
    ...(parts[0]!.details && {
      details: {
        lambda: all(({ details }) => details!.lambda),
        masks: all(({ details }) => details!.masks),
      },
    }),
  };
}

/** Makes the rasters of a plan on the device; nothing where no mask reads any. */
function rastersOf(
  backend: WebGPUBackend,
  laidOut: DevicePlan,
  table: tf.Tensor,
  plan: PassPlan,
  size: readonly [height: number, width: number],
  learned: tf.Tensor3D | undefined,
): Rasters | undefined {
  const { stride, mask, rendered, levels, readsGiven } = laidOut,
    { noise, rasters, learned: asked, partner } = plan;
  if (!mask.readsRasters) return undefined;
  const others = rasters.length + asked.length, pixels = size[0] * size[1];
  const made: Rasters = {
    made: emptyTensor(backend, [roomForRasters(laidOut, plan) * pixels]),
    given: readsGiven ? givenRasters(backend, rasters, asked, learned, pixels) : undefined,
    noise: noise.length,
    isCut: levels !== undefined && canCut(size),
    others,
  };
  if (noise.length > 0) {
    runKernel(
      backend,
      made.isCut
        ? aboveKernel(noise, levels!, made.made, size)
        : spreadKernel(runKernel(backend, ranksKernel(noise, ...size)), noise.length, made.made, pixels),
    );
  }
  const inputs = { plan: table, list: partner.length * stride, rasters: made, size };
  for (const those of rendered.filter(({ count }) => count > 0)) {
    runKernel(backend, those.widest === 0 ? renderKernel(those, inputs) : averageKernel(those, inputs));
  }
  return made;
}

/** The rasters that come with a plan, and the learned ones: flat where nothing has learned them. */
function givenRasters(
  backend: WebGPUBackend,
  rasters: PassPlan["rasters"],
  asked: PassPlan["learned"],
  learned: tf.Tensor3D | undefined,
  pixels: number,
): tf.Tensor {
  const flat = learned === undefined ? asked : [];
  const count = rasters.length + flat.length;
  const given = new Float32Array((learned === undefined ? roomFor(count) : count) * pixels);
  for (const [i, { values }] of rasters.entries()) given.set(values, i * pixels);
  for (const [i, { ratio }] of flat.entries()) {
    given.fill(1 - ratio, (rasters.length + i) * pixels, (rasters.length + i + 1) * pixels);
  }
  if (learned === undefined) return upload(backend, given);
  return rasters.length === 0 ? learned.flatten() : tf.concat([upload(backend, given), learned.flatten()]);
}
