import { demand } from "./demand.ts";
import type { Plan, Shape } from "./plan/draw.ts";
import type { Program } from "./program/lower.ts";

/** The shape of a batch of images: samples, height, width, channels (NHWC). */
export type ImageShape = readonly [samples: number, height: number, width: number, channels: number];

/** The pixels of images: 32-bit floats in any unit, or bytes. */
export type Pixels = Float32Array | Uint8Array | Uint8ClampedArray;

/** A batch of images with their labels, in memory. */
export interface Batch<P extends Pixels = Float32Array> {
  /** The pixels, `shape` long; row by row, channels last. */
  readonly images: P;
  readonly shape: ImageShape;
  /** Either the class of every sample (integers), or a row of `classes` weights for every sample (floats). */
  readonly labels: Int32Array | Uint8Array | Float32Array;
  /** How many classes there are. */
  readonly classes: number;
  /** Stable numbers of the samples, see {@linkcode Shape}. @default {[0, 1, …]} */
  readonly ids?: ArrayLike<number>;
  /** Where partners come from, with images and labels of the same form. @default the batch itself */
  readonly pool?: Pick<Batch<P>, "images" | "labels">;
}

/**
 * The mean and the standard deviation of every channel, in the unit of the images; for bytes, of `[0, 1]`. A pixel `p`
 * (for bytes, `p / 255`) becomes `(p - mean) / std`.
 */
export interface Normalization {
  readonly mean: ArrayLike<number>;
  readonly std: ArrayLike<number>;
}

/** A mixed batch. */
export interface Mixed<P extends Pixels = Float32Array> {
  /** The mixed pixels, in the layout of the batch; a mixed byte is the nearest one, of two as near the even one. */
  readonly images: P;
  /** The mixed labels, `[samples, classes]`. */
  readonly labels: Float32Array;
  /** The label weight of every anchor, `[samples]`; of the last pass, where the recipe is a sequence. */
  readonly lambda: Float32Array;
  /** The merged masks, `[samples, height, width]`; of the last pass, where the recipe is a sequence. */
  readonly masks: Float32Array;
  /** The partner of every sample, `[samples]`; of the last pass, where the recipe is a sequence. */
  readonly partner: Uint32Array;
}

/**
 * Checks that the parts of a batch fit together.
 *
 * @throws {RangeError} If the shape is not four whole numbers, the pixels or labels are too few or too many, or a label
 * is not a class.
 */
export function demandBatch(
  action: string,
  { images, shape, labels, classes, pool }: Batch<Pixels>,
): void {
  demandShape(action, shape);
  const pixels = shape.reduce((product, side) => product * side, 1);
  demand(
    images.length === pixels,
    action,
    `images must hold ${pixels} numbers for shape [${shape}]`,
    images.length,
  );
  demandLabels(action, labels, shape[0], classes);
  if (pool !== undefined) {
    demandLabels(`${action} from a pool`, pool.labels, poolSize(action, shape, pool), classes);
  }
}

/** How many images there are in a pool. */
function poolSize(
  action: string,
  [, ...image]: ImageShape,
  { images }: Pick<Batch<Pixels>, "images">,
): number {
  const pixels = image.reduce((product, side) => product * side, 1);
  const size = images.length / pixels;
  demand(
    Number.isInteger(size) && size >= 1,
    action,
    `a pool must hold images of ${pixels} numbers`,
    images.length,
  );
  return size;
}

/** What a plan for a batch is drawn for. */
export function planShape(batch: Batch<Pixels>): Shape {
  const [samples, height, width] = batch.shape;
  const pool = batch.pool && poolSize("mix a batch", batch.shape, batch.pool);
  return { samples, height, width, ids: batch.ids, pool };
}

/** Checks that a plan was drawn for a program and a shape. */
export function demandPlan(
  action: string,
  program: Program,
  plan: Plan,
  { samples, height, width, pool = samples }: Shape,
): void {
  demand(
    plan.samples === samples && plan.height === height && plan.width === width,
    action,
    `the plan must be drawn for ${samples} samples of ${height}×${width}`,
    `${plan.samples} of ${plan.height}×${plan.width}`,
  );
  const own = plan.passes.map((pass) => pass.params.length),
    wanted = program.map(({ params }) => samples * params);
  demand(
    `${own}` === `${wanted}`,
    action,
    `the plan must hold ${wanted} numbers, as the recipe draws`,
    `${own}`,
  );
  for (const { partner } of plan.passes) {
    const beyond = partner.find((place) => place >= pool);
    demand(beyond === undefined, action, `a partner must be one of ${pool} images`, beyond);
  }
}

/** Checks a normalization: two numbers for every channel. */
export function demandNormalization(
  action: string,
  { mean, std }: Normalization,
  [, , , channels]: ImageShape,
): void {
  for (const [name, numbers] of Object.entries({ mean, std })) {
    demand(
      numbers.length === channels && Array.from(numbers).every(Number.isFinite),
      action,
      `${name} must be ${channels} finite numbers, one for every channel`,
      Array.from(numbers),
    );
  }
  demand(Array.from(std).every((one) => one > 0), action, "std must be > 0", Array.from(std));
}

/** Checks a shape of images. */
export function demandShape(action: string, shape: readonly number[]): asserts shape is ImageShape {
  demand(
    shape.length === 4 && shape.every((side, i) => Number.isInteger(side) && side >= (i === 0 ? 0 : 1)),
    action,
    "the shape of images must be [samples, height, width, channels]",
    shape,
  );
}

/** Checks labels: classes of `samples` samples, or rows of weights. */
export function demandLabels(
  action: string,
  labels: Batch["labels"],
  samples: number,
  classes: number,
): void {
  demand(Number.isInteger(classes) && classes >= 1, action, "classes must be an integer >= 1", classes);
  if (labels instanceof Float32Array) {
    const numbers = samples * classes;
    demand(labels.length === numbers, action, `label rows must hold ${numbers} numbers`, labels.length);
    return;
  }
  demand(labels.length === samples, action, `there must be ${samples} labels`, labels.length);
  for (const label of labels) {
    demand(label >= 0 && label < classes, action, `a label must be a class in 0 … ${classes - 1}`, label);
  }
}

/** Labels as rows of weights, `[samples, classes]`. */
export function labelRows(labels: Batch["labels"], classes: number): Float32Array {
  if (labels instanceof Float32Array) return labels;
  const rows = new Float32Array(labels.length * classes);
  for (const [n, label] of labels.entries()) rows[n * classes + label] = 1;
  return rows;
}
