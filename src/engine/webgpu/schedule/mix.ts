import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { Normalization } from "../../../batch.ts";
import { type Buffer, runSchedule, Schedule } from "../../../device/mod.ts";
import type { PassPlan, Plan } from "../../../plan/plan.ts";
import { planPart } from "../../../plan/slice_plan.ts";
import type { Pass, Program } from "../../../program/mod.ts";
import { devicePlan } from "../layout/plan_layout.ts";
import { sliceSource, type Source, sourceOf, WHOLE_WORDS } from "../wgsl/source.ts";
import { schedulePass } from "./pass.ts";
import { bytesOfRasters } from "./rasters.ts";

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

/** The results of a mix besides the batch, when they are asked for. */
export interface DeviceDetails {
  /** The label weight of every anchor, `[samples]`. */
  readonly lambda: tf.Tensor1D;
  /** The merged masks, `[samples, height, width]`. */
  readonly masks: tf.Tensor3D;
}

/** Options of mixing on the device, besides the plan. */
export interface DeviceOptions {
  /** True to give label weights and masks of the last pass too. */
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
  rows: DeviceRows,
  pool: DeviceRows,
  options: Omit<DeviceOptions, "learned"> & { readonly learned: tf.Tensor3D | undefined },
): DeviceBatch & { readonly details?: DeviceDetails } {
  const { learned } = options, [, height, width] = rows.images.shape;
  const laidOut = devicePlan(pass, plan, height * width, learned !== undefined);
  if (bytesOfRasters(laidOut, plan, height * width) > backend.device.limits.maxStorageBufferBindingSize) {
    const parts = inHalves(backend, pass, plan, rows, learned).map(([part, own, ownLearned]) =>
      runPass(backend, pass, part, own, pool, { ...options, learned: ownLearned })
    );
    if (parts.length > 0) return joined(parts);
  }
  const schedule = new Schedule();
  const { images, labels, details } = schedulePass(schedule, laidOut, plan, rows, pool, options);
  const tensorOf = runSchedule(backend, schedule) as <T extends tf.Tensor>(buffer: Buffer) => T;
  return {
    images: tensorOf(images),
    labels: tensorOf(labels),
    ...(details && { details: { lambda: tensorOf(details.lambda), masks: tensorOf(details.masks) } }),
  };
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
