import * as tf from "@tensorflow/tfjs";
import type { Batch, Normalization, Pixels } from "../../batch.ts";
import { demand, demandOptions } from "../../demand.ts";
import { demandNormalization } from "../../demand_batch.ts";
import { demandPlan } from "../../plan/demand_plan.ts";
import { demandRecipe } from "../../recipe/demand_recipe.ts";
import { draw, type Plan } from "../../plan/draw.ts";
import { lower, type Program } from "../../program/lower.ts";
import type { Key } from "../../random/mod.ts";
import type { Recipe } from "../../recipe/recipe.ts";
import { webgpuBackend } from "../../device/device.ts";
import { cpu } from "../cpu/mod.ts";
import { withPeaksOfHost } from "../host/peaks_on_host.ts";
import { type DeviceBatch, type DeviceDetails, mixOnDevice } from "../webgpu/mod.ts";
import { mixByOps } from "./mix.ts";
import { asFloats, demandShapeOf, isTensors, onDevice, type TensorBatch } from "./tensor_batch.ts";

/** What can mix a batch: kernels on the device, compiled JavaScript on the host, or plain tfjs ops on any backend. */
export type MixEngine = "webgpu" | "cpu" | "tfjs";

const engines: readonly MixEngine[] = ["webgpu", "cpu", "tfjs"];

const ACTION = "mix a batch";

/** Options of {@linkcode mixBatch}. */
export interface MixBatchOptions {
  /** Whether to give the label weights and masks too. @default {false} */
  readonly details?: boolean;
  /**
   * What mixes. `webgpu` needs the WebGPU backend, and `cpu` typed arrays, since tensors cannot be read at once.
   *
   * @default {"webgpu"} on the WebGPU backend, elsewhere `cpu` for typed arrays (on wasm it is the faster one, see
   * `deno task bench --only tfjs`) and `tfjs` for tensors.
   */
  readonly engine?: MixEngine;
  /** Gives images with every channel normalised. @default as they are mixed; bytes become floats in `[0, 1]` */
  readonly normalize?: Normalization;
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
 * Mixes a batch: one call in a training loop, or in a map of `tf.data`.
 *
 * On the tfjs WebGPU backend the batch is mixed by kernels on the device, and images never come back to the host. On
 * any other backend a batch of typed arrays is mixed on the host and uploaded, and a batch of tensors by tfjs ops.
 *
 * @param recipe The recipe.
 * @param batch Tensors, or typed arrays of floats or bytes. They are left as they are.
 * @param from The key of this batch, such as `fold(key(seed), step)`, or the plan that was drawn for it.
 * @throws {RangeError} If images, labels and a plan do not fit together, the engine cannot mix this batch here, or a mask
 * is NaN: always by `cpu`; by the others where that is told by what is drawn, since tensors cannot be read at once. What a
 * device computes is then NaN, or anything: check {@linkcode MixedTensors.details} of a mask of your own.
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
 *
 * @example In a pipeline of `tf.data`
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import * as tf from "@tensorflow/tfjs";
 * import { cutmix, fold, key } from "@miamix/miamix";
 * import { mixBatch } from "@miamix/miamix/tfjs";
 *
 * const rows = Array.from({ length: 6 }, (_, n) => ({ image: tf.fill([8, 8, 3], n / 6), label: n % 2 }));
 * const recipe = cutmix();
 * let step = 0;
 * const mixed = tf.data.array(rows).batch(3).map((value) => {
 *   const { image, label } = value as unknown as { image: tf.Tensor4D; label: tf.Tensor1D };
 *   const { images, labels } = mixBatch(recipe, { images: image, labels: label, classes: 2 }, fold(key(42), step++));
 *   return { xs: images, ys: labels };
 * });
 * await mixed.forEachAsync((batch) => {
 *   const { xs, ys } = batch as unknown as { xs: tf.Tensor; ys: tf.Tensor };
 *   assertEquals([xs.shape, ys.shape], [[3, 8, 8, 3], [3, 2]]);
 * });
 * ```
 */
export function mixBatch(
  recipe: Recipe,
  batch: Batch<Pixels> | TensorBatch,
  from: Key | Plan,
  options: MixBatchOptions = {},
): MixedTensors {
  demandRecipe(ACTION, recipe);
  demandOptions(ACTION, options, ["details", "engine", "normalize", "learned"]);
  const { details = false, learned = [], normalize } = options;
  const backend = webgpuBackend(), shape = demandShapeOf(ACTION, batch);
  const { engine = backend !== undefined ? "webgpu" : isTensors(batch) ? "tfjs" : "cpu" } = options;
  demand(engines.includes(engine), ACTION, `engine must be one of ${engines.join(", ")}`, engine);
  if (normalize !== undefined) {
    demandNormalization(ACTION, normalize, isTensors(batch) ? batch.images.shape : batch.shape);
  }
  const program = lower(recipe), drawn = isPlan(from) ? from : draw(recipe, from, shape);
  demandPlan(ACTION, program, drawn, shape);
  demandLearned(drawn, learned);
  const { partner } = drawn.passes.at(-1)!;
  if (engine === "cpu") {
    if (!isTensors(batch) && learned.length === 0) {
      return { ...onHost(program, drawn, batch, options), partner };
    }
    demand(false, "mix tensors", 'the engine must not be "cpu": it takes typed arrays', engine);
  }
  const plan = isTensors(batch) ? drawn : withPeaksOfHost(drawn, batch, engine === "tfjs");
  const mixed = tf.tidy(() => {
    if (engine === "webgpu" && backend !== undefined) {
      const [rows, pool] = onDevice(backend, batch);
      return mixOnDevice(backend, program, plan, rows, pool, { details, normalize, learned }) as
        & MixedTensors
        & tf.TensorContainerObject;
    }
    demand(engine === "tfjs" && learned.length === 0, ACTION, "the backend must be webgpu", tf.getBackend());
    const [rows, pool] = asFloats(batch);
    const { images, labels, lambda, masks } = mixByOps(program, plan, rows, pool);
    return {
      images: normalized(images, normalize),
      labels,
      ...(details && { details: { lambda, masks } }),
    } as unknown as MixedTensors & tf.TensorContainerObject;
  });
  return { ...mixed, partner };
}

/** Mixes on the host, and uploads. */
function onHost(
  program: Program,
  plan: Plan,
  batch: Batch<Pixels>,
  { details = false, normalize = unit(batch) }: MixBatchOptions,
): Omit<MixedTensors, "partner"> {
  const { images, labels, lambda, masks } = normalize === undefined
    ? cpu(program, plan, batch as Batch, { masks: details })
    : cpu(program, plan, batch, { masks: details, normalize });
  const [samples, height, width] = batch.shape;
  return {
    images: tf.tensor4d(images, [...batch.shape]),
    labels: tf.tensor2d(labels, [samples, batch.classes]),
    ...(details &&
      { details: { lambda: tf.tensor1d(lambda), masks: tf.tensor3d(masks, [samples, height, width]) } }),
  };
}

/** What makes bytes floats in `[0, 1]`. */
function unit({ images, shape: [, , , channels] }: Batch<Pixels>): Normalization | undefined {
  if (images instanceof Float32Array) return undefined;
  return { mean: Array<number>(channels).fill(0), std: Array<number>(channels).fill(1) };
}

function normalized(images: tf.Tensor4D, normalize: Normalization | undefined): tf.Tensor4D {
  if (normalize === undefined) return images;
  const { mean, std } = normalize;
  return tf.div(tf.sub(images, Float32Array.from(mean)), Float32Array.from(std));
}

function demandLearned({ passes, height, width }: Plan, learned: MixBatchOptions["learned"] = []): void {
  for (const [i, { learned: asked }] of passes.entries()) {
    const wanted = [asked.length, height, width], shape = learned[i]?.shape ?? wanted;
    demand(
      `${shape}` === `${wanted}`,
      ACTION,
      `learned rasters of pass ${i} must be [${wanted}]`,
      shape,
    );
  }
}

function isPlan(from: Key | Plan): from is Plan {
  return typeof from === "object" && from !== null && "passes" in from;
}
