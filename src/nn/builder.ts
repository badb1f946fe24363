import * as tf from "@tensorflow/tfjs";
import { fold, type Key, normalPair, uniformBetween } from "../random/mod.ts";
import { batchNorm } from "./batch_norm.ts";
import { conv2d, conv2dOfData } from "./conv2d.ts";
import { convShape } from "./conv_shape.ts";
import type { ConvolutionSite, Network, NetworkOptions } from "./network.ts";
import { filterAxes, matrixAxes, vectorAxes, type WeightSite } from "./weights/weight_site.ts";

/** A piece of a network: it turns one tensor into another. */
export type Layer<From extends tf.Tensor, To extends tf.Tensor> = (
  input: From,
  options: { readonly training: boolean },
) => To;

/** What a builder knows after a layer: the shape of one image. */
export type ImageSize = readonly [height: number, width: number, channels: number];

/** Options of {@linkcode Builder.convolution}. */
export interface ConvolutionOptions {
  /** The side of a filter. @default {3} */
  readonly kernel?: number;
  /** @default {1} */
  readonly stride?: 1 | 2;
  /** Whether `max(0, ·)` follows the batch normalization. @default {true} */
  readonly relu?: boolean;
  /** Whether the input is data, so that nothing learns from its gradient. @default {false} */
  readonly data?: boolean;
}

/** Collects what the layers of a network learn while they are built; every layer draws from a key of its own. */
export interface Builder {
  /**
   * A convolution that keeps the size (but for the stride), and batch normalization.
   *
   * @param names What the two are called in a PyTorch state dict.
   */
  convolution(
    names: readonly [convolution: string, normalization: string],
    from: ImageSize,
    channels: number,
    options?: ConvolutionOptions,
  ): {
    readonly layer: Layer<tf.Tensor4D, tf.Tensor4D>;
    readonly size: ImageSize;
  };
  /** A fully connected layer, by its name in a PyTorch state dict. */
  dense(name: string, inputs: number, outputs: number): Layer<tf.Tensor2D, tf.Tensor2D>;
  /** The finished network; the layer takes normalized images. */
  finish(name: string, options: NetworkOptions, layer: Layer<tf.Tensor4D, tf.Tensor2D>): Network;
}

/** Starts a network. */
export function builder(from: Key): Builder {
  const variables: tf.Variable[] = [], buffers: tf.Variable[] = [], convolutions: ConvolutionSite[] = [];
  const weights: WeightSite[] = [];
  const nextKey = () => fold(from, variables.length);
  const placed = (
    list: tf.Variable[],
    values: tf.Tensor,
    names: readonly string[],
    axes: readonly number[],
  ): tf.Variable => {
    const variable = tf.variable(values, list === variables);
    values.dispose();
    list.push(variable);
    weights.push({ variable, names, axes });
    return variable;
  };
  const rows = (first: number, second: number, channels: number) =>
    tf.tensor2d([...Array(channels).fill(first), ...Array(channels).fill(second)], [2, channels]);
  return {
    convolution([name, norm], input, channels, { kernel = 3, stride = 1, relu = true, data = false } = {}) {
      const padding = (kernel - 1) / 2;
      const filterShape = [kernel, kernel, input[2], channels] as const;
      const filter = placed(
        variables,
        kaimingNormal(nextKey(), filterShape),
        [`${name}.weight`],
        filterAxes,
      ) as tf.Tensor as tf.Tensor4D;
      convolutions.push({ input, filter: filterShape, stride, padding });
      const affine = placed(
        variables,
        rows(1, 0, channels),
        [`${norm}.weight`, `${norm}.bias`],
        vectorAxes,
      ) as tf.Tensor as tf.Tensor2D;
      const running = placed(
        buffers,
        rows(0, 1, channels),
        [`${norm}.running_mean`, `${norm}.running_var`],
        vectorAxes,
      ) as tf.Variable<tf.Rank.R2>;
      const convolve = data ? conv2dOfData : conv2d;
      const { outHeight, outWidth } = convShape([1, ...input], filterShape, { stride, padding });
      return {
        layer: (images, { training }) =>
          batchNorm(convolve(images, filter, { stride, padding }), affine, running, { training, relu }),
        size: [outHeight, outWidth, channels],
      };
    },
    dense(name, inputs, outputs) {
      const matrix = placed(
        variables,
        uniformWeights(nextKey(), [inputs, outputs], inputs),
        [`${name}.weight`],
        matrixAxes,
      ) as tf.Tensor as tf.Tensor2D;
      const bias = placed(
        variables,
        uniformWeights(nextKey(), [outputs], inputs),
        [`${name}.bias`],
        vectorAxes,
      );
      return (rows) => tf.add(tf.matMul(rows, matrix), bias);
    },
    finish(name, { size, channels, classes, mean, std }, layer) {
      const [low, spread] = [tf.tensor1d([...mean]), tf.tensor1d([...std])];
      return {
        name,
        inputShape: [...size, channels],
        classes,
        variables,
        buffers,
        weights,
        convolutions,
        apply: (images, options) => tf.tidy(() => layer(tf.div(tf.sub(images, low), spread), options)),
        dispose: () => tf.dispose([...variables, ...buffers, low, spread]),
      };
    },
  };
}

/** Normal weights of variance 2 / (outputs · side²) (He et al. 2015, fan-out, as in torchvision's ResNet). */
function kaimingNormal(
  from: Key,
  [side, , inputs, outputs]: readonly [number, number, number, number],
): tf.Tensor {
  const deviation = Math.sqrt(2 / (outputs * side * side));
  const count = side * side * inputs * outputs;
  const values = Float32Array.from({ length: count }, (_, i) => deviation * normalPair(from, i >> 1)[i & 1]!);
  return tf.tensor4d(values, [side, side, inputs, outputs]);
}

/** Uniform weights within ±1 / √inputs (PyTorch's default for fully connected layers). */
function uniformWeights(from: Key, shape: number[], inputs: number): tf.Tensor {
  const limit = 1 / Math.sqrt(inputs);
  const count = shape.reduce((product, side) => product * side, 1);
  return tf.tensor(
    Float32Array.from({ length: count }, (_, i) => uniformBetween(fold(from, i), -limit, limit)),
    shape,
  );
}
