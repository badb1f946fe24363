import * as tf from "@tensorflow/tfjs";
import type { ImageShape } from "../../batch.ts";
import { demand } from "../../demand.ts";
import type { PassPlan, Plan } from "../../plan/draw.ts";
import type { Pass, Program } from "../../program/lower.ts";
import type { DeviceBatch } from "../webgpu/mod.ts";
import { isViewed, type Side } from "../../plan/rows.ts";
import { seeImages } from "../host/gather_images.ts";
import { NoiseSpace, rankedNoise } from "../host/noise.ts";
import { renderMask } from "./render.ts";

/** A mixed batch of tensors, with the label weights `[samples]` and masks `[samples, height, width]` of the last pass. */
export interface MixedRows extends DeviceBatch {
  readonly lambda: tf.Tensor1D;
  readonly masks: tf.Tensor3D;
}

/**
 * Runs a program by plain tfjs ops, on whatever backend is set. What the plan says is computed on the host and uploaded:
 * noise is ranked there, and pixels that are not read as they are are gathered by numbers from there.
 *
 * @throws {RangeError} If the radius of a blur differs from point to point, points are yet to be found in images, or images are to be retouched.
 */
export function mixByOps(
  program: Program,
  plan: Plan,
  batch: DeviceBatch,
  pool: DeviceBatch | undefined,
): MixedRows {
  return tf.tidy(() => {
    const mixed = program.reduce<DeviceBatch>(
      (rows, pass, i) => runPass(pass, plan.passes[i]!, rows, pool ?? rows),
      batch,
    );
    return mixed as MixedRows & tf.TensorContainerObject;
  });
}

function runPass(pass: Pass, plan: PassPlan, { images, labels }: DeviceBatch, pool: DeviceBatch): MixedRows {
  const [samples, height, width, channels] = images.shape;
  if (samples === 0) return nothing(images, labels);
  demand(
    plan.peaks.length === 0,
    "find a peak by tfjs ops",
    "images must be typed arrays, and in a sequence what looks at them must come first",
    "tensors",
  );
  demand(
    plan.retouches.length === 0,
    "retouch images by tfjs ops",
    'the engine must be "webgpu", or "cpu" for typed arrays',
    "tfjs",
  );
  const masks = masksOf(pass, plan, samples, height, width);
  const asked = tf.tensor1d(plan.lambda);
  const means = tf.mean(tf.mean(masks, 2), 1); // a line at a time, since some backends add up in one 32-bit float
  const lambda = tf.where(tf.greaterEqual(asked, 0), asked, means) as tf.Tensor1D;
  const anchors = imagesAsRead("anchor", plan, images, images.shape);
  const partners = imagesAsRead("partner", plan, pool.images, images.shape);
  const shares = tf.tile(tf.expandDims(masks, 3), [1, 1, 1, channels]);
  return {
    images: blend(shares, anchors, partners) as tf.Tensor4D,
    labels: blendLabels(lambda, plan, labels, pool.labels),
    lambda,
    masks,
  };
}

function nothing(images: tf.Tensor4D, labels: tf.Tensor2D): MixedRows {
  const [, height, width] = images.shape;
  return {
    images: tf.clone(images),
    labels: tf.clone(labels),
    lambda: tf.tensor1d([]),
    masks: tf.tensor3d([], [0, height, width]),
  };
}

function masksOf(
  pass: Pass,
  { params, noise, rasters, learned }: PassPlan,
  samples: number,
  height: number,
  width: number,
): tf.Tensor3D {
  const pixels = height * width;
  const fields = new Float32Array(Math.max(1, noise.length + rasters.length + learned.length) * pixels);
  const space = new NoiseSpace(height, width);
  for (const [i, one] of noise.entries()) {
    rankedNoise(one, height, width, fields.subarray(i * pixels, (i + 1) * pixels), space);
  }
  for (const [i, { values }] of rasters.entries()) fields.set(values, (noise.length + i) * pixels);
  for (const [i, { ratio }] of learned.entries()) {
    const first = (noise.length + rasters.length + i) * pixels;
    fields.fill(1 - ratio, first, first + pixels);
  }
  return renderMask(pass, { params, rasters: tf.tensor1d(fields), height, width }, samples);
}

/** The anchor or the partner of every sample, as it is read. */
function imagesAsRead(
  of: Side,
  plan: PassPlan,
  images: tf.Tensor4D,
  [samples, height, width, channels]: ImageShape,
): tf.Tensor4D {
  const isPlaced = of === "partner" && plan.placements.length > 0;
  if (!isPlaced && !isViewed(of, plan)) {
    return of === "anchor" ? images : tf.gather(images, Int32Array.from(plan.partner));
  }
  const pixels = samples * height * width, black = images.shape[0] * height * width;
  const corners = Array.from({ length: 4 }, () => new Int32Array(pixels));
  const left = new Float32Array(pixels), top = new Float32Array(pixels);
  seeImages(of, plan, samples, height, width, (pixel, a, b, d, e, toLeft, toTop) => {
    for (const [i, place] of [a, b, d, e].entries()) corners[i]![pixel] = place < 0 ? black : place;
    left[pixel] = toLeft, top[pixel] = toTop;
  });
  const flat = tf.concat([images.reshape([black, channels]), tf.zeros([1, channels])]);
  const read = (corner: number) => tf.gather(flat, corners[corner]!);
  const shares = (values: Float32Array) => tf.tile(tf.tensor2d(values, [pixels, 1]), [1, channels]);
  const above = left.every((share) => share === 1) ? read(0) : blend(shares(left), read(0), read(1));
  const all = top.every((share) => share === 1)
    ? above
    : blend(shares(top), above, blend(shares(left), read(2), read(3)));
  return all.reshape([samples, height, width, channels]);
}

/** `b + share·(a - b)`; exactly `a` for 1 and `b` for 0, whatever is in the other one. All are of one shape. */
function blend(share: tf.Tensor, a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const mixed = tf.add(b, tf.mul(share, tf.sub(a, b)));
  return tf.where(tf.equal(share, 1), a, tf.where(tf.equal(share, 0), b, mixed));
}

function blendLabels(
  lambda: tf.Tensor1D,
  { partner, smoothing }: PassPlan,
  anchors: tf.Tensor2D,
  partners: tf.Tensor2D,
): tf.Tensor2D {
  const [samples, classes] = anchors.shape;
  const shares = tf.tile(lambda.reshape([samples, 1]), [1, classes]);
  const mixed = blend(shares, anchors, tf.gather(partners, Int32Array.from(partner))) as tf.Tensor2D;
  if (smoothing.every((one) => one === 0)) return mixed;
  const even = tf.tensor2d(smoothing, [samples, 1]);
  return tf.add(tf.mul(tf.sub(1, even), mixed), tf.div(tf.mul(even, tf.sum(mixed, 1, true)), classes));
}
