import * as tf from "@tensorflow/tfjs";
import { webgpuBackend } from "../device/device.ts";
import { demand } from "../demand.ts";
import { composedNormalization } from "./composed_normalization.ts";
import type { Normalization } from "./normalization.ts";
import { spending } from "./spending.ts";
import { webgpuNormalization } from "./webgpu/normalization.ts";

/** Options of {@linkcode batchNorm}. */
export interface BatchNormOptions {
  /** Normalizes by the batch and remembers its statistics, or normalizes by what was remembered. */
  readonly training: boolean;
  /** Sets what is negative afterwards to 0. @default {false} */
  readonly relu?: boolean;
}

/** What is remembered of a batch: `running = 0.9 · running + 0.1 · batch`. As in PyTorch. */
const MOMENTUM = 0.1;

/** The batch normalization that suits the backend that tfjs uses now. */
export function normalization(): Normalization {
  const backend = webgpuBackend();
  return backend === undefined ? composedNormalization : webgpuNormalization(backend);
}

/**
 * Batch normalization (Ioffe and Szegedy 2015) as PyTorch's `BatchNorm2d` does it: ε is 1e-5, the batch is normalized by
 * its biased variance, and the running variance is of the unbiased one. Two rows in one tensor halve the number of
 * kernels.
 *
 * @param images `[batch, height, width, channels]`
 * @param affine `[2, channels]`: scale and shift.
 * @param running `[2, channels]`: running mean and variance. Training updates them. Outside training nothing flows
 * back.
 * @returns The shape of the images.
 * @throws {RangeError} If the shapes do not fit together, or a training batch has one value a channel.
 */
export function batchNorm(
  images: tf.Tensor4D,
  affine: tf.Tensor2D,
  running: tf.Variable<tf.Rank.R2>,
  { training, relu = false }: BatchNormOptions,
): tf.Tensor4D {
  const channels = images.shape[3], count = images.size / channels;
  const fits = [affine, running].every(({ shape }) => shape[0] === 2 && shape[1] === channels);
  demand(fits, "build batchNorm()", `affine and running must be [2, ${channels}]`, [
    affine.shape,
    running.shape,
  ]);
  const maths = normalization();
  if (!training) return maths.normalize({ images, statistics: running, affine }, relu);
  demand(count > 1, "train batchNorm()", "a channel must have more than 1 value", count);
  return tf.customGrad((x, a, save) => {
    const images = x as tf.Tensor4D, affine = a as tf.Tensor2D;
    const statistics = maths.statistics(images);
    remember(running, statistics, count);
    const output = maths.normalize({ images, statistics, affine }, relu);
    (save as tf.GradSaveFunc)([images, statistics, affine, ...(relu ? [output] : [])]);
    return {
      value: output,
      gradFunc: spending((above, saved) => {
        const [images, statistics, affine, rectified] = saved as [
          tf.Tensor4D,
          tf.Tensor2D,
          tf.Tensor2D,
          tf.Tensor4D?,
        ];
        return maths.gradients({ images, statistics, affine }, above as tf.Tensor4D, rectified);
      }),
    };
  })(images, affine) as tf.Tensor4D;
}

function remember(running: tf.Variable<tf.Rank.R2>, statistics: tf.Tensor2D, count: number): void {
  running.assign(tf.tidy(() => {
    const shares = tf.tensor2d([MOMENTUM, MOMENTUM * count / (count - 1)], [2, 1]);
    return tf.add(tf.mul(running, 1 - MOMENTUM), tf.mul(statistics, shares));
  }));
}
