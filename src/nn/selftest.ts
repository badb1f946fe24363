import * as tf from "@tensorflow/tfjs";
import { demandHealthyDevice } from "../device/device.ts";
import { fold, key, uniformBetween } from "../random/mod.ts";
import { normalization } from "./batch_norm.ts";
import { convolution } from "./conv2d.ts";
import { type ConvShape, convShape } from "./conv_shape.ts";
import type { Convolution } from "./convolution.ts";
import { directNormSums } from "./direct_norm_sums.ts";
import { type DirectSum, directSums } from "./direct_sums.ts";
import type { Network } from "./network.ts";
import type { Normalization } from "./normalization.ts";

/** The device computes numbers that training must not believe. */
export class GradientError extends Error {
  /** Tells it apart from other errors. */
  override name = "GradientError";
}

/** What computes the passes that are tested. */
export interface SelfTestOptions {
  /** The passes of convolutions. @default what {@linkcode conv2d} uses */
  readonly convolution?: Convolution;
  /** The passes of batch normalizations. @default what {@linkcode batchNorm} uses */
  readonly normalization?: Normalization;
}

/** Positions of every result that are compared. */
const POSITIONS = 8;

/**
 * The largest error, as a share of the sum and of the size that its terms add up to if their signs are random: adding
 * a quarter of a million terms one by one in 32-bit floats loses 3e-4 of the sum on a device that is right.
 */
const TOLERANCE = 1e-3;

/**
 * Compares every distinct convolution of a network and the normalization behind it, forward and backward, with plain
 * sums at a few positions, at the sizes of training: some devices are right at small sizes and silently wrong at large
 * ones.
 *
 * @param network Its shapes are tested; its weights are left alone.
 * @param batch The number of images in a training step.
 * @throws {GradientError} If the device is wrong.
 * @throws {DeviceError} If the device reports an error.
 */
export async function selfTest(
  { convolutions }: Pick<Network, "convolutions">,
  batch: number,
  options: SelfTestOptions = {},
): Promise<void> {
  const { convolution: convolve = convolution(), normalization: normalize = normalization() } = options;
  const shapes = new Map(convolutions.map((site) => {
    const shape = convShape([batch, ...site.input], site.filter, site);
    return [JSON.stringify(shape), shape];
  }));
  for (const shape of shapes.values()) {
    await testConvolution(shape, convolve);
    await testNormalization(shape, normalize);
  }
}

async function testConvolution(shape: ConvShape, maths: Convolution): Promise<void> {
  const { batch, height, width, inChannels, outChannels, kernel, groups, outHeight, outWidth } = shape;
  const images = numbers(1, batch * height * width * inChannels);
  const filter = numbers(2, kernel * kernel * (inChannels / groups) * outChannels);
  const gradient = numbers(3, batch * outHeight * outWidth * outChannels);
  const sums = directSums(shape, images, filter, gradient);
  const [x, w, g] = [
    tf.tensor4d(images, [batch, height, width, inChannels]),
    tf.tensor4d(filter, [kernel, kernel, inChannels / groups, outChannels]),
    tf.tensor4d(gradient, [batch, outHeight, outWidth, outChannels]),
  ];
  const what = `a convolution of [${x.shape}] by [${w.shape}]`;
  try {
    await compare(`the result of ${what}`, maths.forward(shape, x, w), sums.forward);
    await compare(`the image gradient of ${what}`, maths.inputGradient(shape, g, w), sums.inputGradient);
    await compare(`the filter gradient of ${what}`, maths.filterGradient(shape, x, g), sums.filterGradient);
  } finally {
    tf.dispose([x, w, g]);
  }
}

async function testNormalization(shape: ConvShape, maths: Normalization): Promise<void> {
  const { batch, outHeight, outWidth, outChannels: channels } = shape;
  const size: [number, number, number, number] = [batch, outHeight, outWidth, channels];
  const count = batch * outHeight * outWidth;
  const values = numbers(4, count * channels), slopes = numbers(5, count * channels);
  const sums = directNormSums(count, channels, values, slopes);
  const images = tf.tensor4d(values, size), above = tf.tensor4d(slopes, size);
  const affine = tf.tensor2d([...Array(channels).fill(1), ...Array(channels).fill(0)], [2, channels]);
  const statistics = maths.statistics(images);
  const from = { images, statistics, affine };
  const output = maths.normalize(from, false);
  const [image, scaleAndShift] = maths.gradients(from, above);
  const what = `a batch normalization of [${images.shape}]`;
  try {
    await compare(`the statistics of ${what}`, statistics.clone(), sums.statistics);
    await compare(`the result of ${what}`, output, sums.result);
    await compare(`the gradient of scale and shift of ${what}`, scaleAndShift, sums.affineGradient);
    await compare(`the image gradient of ${what}`, image, sums.inputGradient);
  } finally {
    tf.dispose([images, above, affine, statistics]);
  }
}

/** A sum, and the size that its terms add up to if their signs are random. */
type Sum = ReturnType<DirectSum>;

/** Compares a result of the device with sums at some positions, and disposes it. */
async function compare(what: string, result: tf.Tensor, sum: DirectSum): Promise<void> {
  const values = await result.data();
  result.dispose();
  demandHealthyDevice();
  for (let i = 0; i < POSITIONS; i++) {
    const position = Math.floor((i + 0.5) * values.length / POSITIONS);
    const { value, size } = sum(position);
    if (Math.abs(values[position]! - value) <= TOLERANCE * (size + Math.abs(value))) continue;
    throw new GradientError(
      `Cannot train on this device: ${what} must be ${value.toPrecision(6)} at position ${position}, ` +
        `current value is ${values[position]!.toPrecision(6)}`,
    );
  }
}

/** Numbers in [-1, 1) that repeat after so many that no size of an image divides it. */
function numbers(seed: number, count: number): Float32Array {
  const from = fold(key(0), seed);
  const period = Float32Array.from({ length: 4093 }, (_, i) => uniformBetween(fold(from, i), -1, 1));
  const values = new Float32Array(count);
  for (let at = 0; at < count; at += period.length) values.set(period.subarray(0, count - at), at);
  return values;
}
