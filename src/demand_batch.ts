import { type Batch, imageLength, type ImageShape, type Normalization, type Pixels } from "./batch.ts";
import { demand, demandRecord } from "./demand.ts";

/**
 * Checks that the parts of a batch fit together.
 *
 * @throws {RangeError} If the shape is not four whole numbers, the pixels or labels are of another kind, too few or too
 * many, or a label is not a class.
 */
export function demandBatch(action: string, batch: Batch<Pixels>): void {
  demandRecord(action, "batch", batch);
  const { images, shape, labels, classes, pool } = batch;
  demandPixels(action, images);
  demandShape(action, shape);
  const pixels = shape[0] * imageLength(shape);
  demand(
    images.length === pixels,
    action,
    `images must hold ${pixels} numbers for shape [${shape}]`,
    images.length,
  );
  demandLabels(action, labels, shape[0], classes);
  if (pool !== undefined) demandPool(`${action} from a pool`, pool, batch);
}

function demandPool(
  action: string,
  pool: Required<Batch<Pixels>>["pool"],
  { images, shape, classes }: Batch<Pixels>,
): void {
  demandRecord(action, "pool", pool);
  demandPixels(action, pool.images);
  const kind = images.constructor as new () => Pixels;
  demand(
    pool.images instanceof kind,
    action,
    `images must be a ${kind.name} as those of the batch`,
    pool.images,
  );
  const pixels = imageLength(shape), size = pool.images.length / pixels;
  const fits = Number.isInteger(size) && size >= 1;
  demand(fits, action, `a pool must hold images of ${pixels} numbers`, pool.images.length);
  demandLabels(action, pool.labels, size, classes);
}

function demandPixels(action: string, images: Pixels): void {
  const known = images instanceof Float32Array || images instanceof Uint8Array ||
    images instanceof Uint8ClampedArray;
  demand(known, action, "images must be a Float32Array, Uint8Array or Uint8ClampedArray", images);
}

/**
 * Checks a shape of images. One that is a shape of channels first, as PyTorch has them, is refused too: where the second
 * side is 3 or 4, the third at least 8 and the last above 4.
 */
export function demandShape(action: string, shape: readonly number[]): asserts shape is ImageShape {
  demand(
    Array.isArray(shape) && shape.length === 4 &&
      shape.every((side, i) => Number.isInteger(side) && side >= (i === 0 ? 0 : 1)),
    action,
    "the shape of images must be [samples, height, width, channels]",
    shape,
  );
  const [, height, width, channels] = shape as readonly number[] as ImageShape;
  const last = channels > 4 && width >= 8 && (height === 3 || height === 4);
  demand(
    !last,
    action,
    "the shape of images must be [samples, height, width, channels] with the channels last, " +
      "as tf.transpose(images, [0, 2, 3, 1]) gives them",
    shape,
  );
}

/** Checks how many classes there are. */
export function demandClasses(action: string, classes: number): void {
  demand(Number.isInteger(classes) && classes >= 1, action, "classes must be an integer >= 1", classes);
}

/** Checks labels: classes of `samples` samples, or rows of weights. */
export function demandLabels(
  action: string,
  labels: Batch["labels"],
  samples: number,
  classes: number,
): void {
  demandClasses(action, classes);
  const whole = labels instanceof Int32Array || labels instanceof Uint8Array, numbers = samples * classes;
  const kinds = "an Int32Array or Uint8Array of classes, or a Float32Array of rows";
  demand(whole || labels instanceof Float32Array, action, `labels must be ${kinds}`, labels);
  const other = `labels must be ${kinds}; these are as many as`;
  if (whole) {
    const areRows = labels.length !== samples && labels.length === numbers;
    demand(!areRows, action, `${other} ${samples} rows of ${classes}`, labels);
    demand(labels.length === samples, action, `there must be ${samples} labels`, labels.length);
    for (const label of labels) {
      demand(label >= 0 && label < classes, action, `a label must be a class in 0 … ${classes - 1}`, label);
    }
    return;
  }
  const areClasses = labels.length !== numbers && labels.length === samples;
  demand(!areClasses, action, `${other} ${samples} classes`, labels);
  demand(labels.length === numbers, action, `label rows must hold ${numbers} numbers`, labels.length);
  const strange = labels.find((weight) => !Number.isFinite(weight));
  demand(strange === undefined, action, "label rows must hold finite numbers", strange);
}

/** Checks a normalization: two numbers for every channel. */
export function demandNormalization(
  action: string,
  normalize: Normalization,
  [, , , channels]: ImageShape,
): void {
  demandRecord(action, "normalize", normalize);
  const { mean, std } = normalize;
  for (const [name, numbers] of Object.entries({ mean, std })) {
    const listed = Array.isArray(numbers) || ArrayBuffer.isView(numbers) ? Array.from(numbers) : undefined;
    demand(
      listed?.length === channels && listed.every(Number.isFinite),
      action,
      `${name} must be ${channels} finite numbers, one for every channel`,
      listed ?? numbers,
    );
  }
  demand(Array.from(std).every((one) => one > 0), action, "std must be > 0", Array.from(std));
}
