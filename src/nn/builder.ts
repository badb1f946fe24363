import * as tf from "@tensorflow/tfjs";
import { fold, type Key } from "../random/mod.ts";
import { batchNorm } from "./batch_norm.ts";
import { conv2d, conv2dOfData, conv2dOfImages } from "./conv2d.ts";
import { convShape, multiplications } from "./conv_shape.ts";
import { type Initialize, kaimingNormal, uniformWeights } from "./initialize.ts";
import type { ApplyOptions, ConvolutionSite, LayerSite, Network, NetworkOptions } from "./network.ts";
import { filterAxes, matrixAxes, vectorAxes, type WeightSite } from "./weights/weight_site.ts";

/** A piece of a network: it turns one tensor into another. */
export type Layer<From extends tf.Tensor, To extends tf.Tensor> = (
  input: From,
  options: ApplyOptions,
) => To;

/** What a builder knows after a layer: the shape of one image. */
export type ImageSize = readonly [height: number, width: number, channels: number];

/** Options of {@linkcode Builder.convolution}. */
export interface ConvolutionOptions {
  /** The side of a filter. @default {3} */
  readonly kernel?: number;
  /** @default {1} */
  readonly stride?: 1 | 2;
  /** Parts of the channels that are convolved by themselves. @default {1} */
  readonly groups?: number;
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
  /** The finished network: an inner part that takes normalized images, and the rest, which takes what comes out of it. */
  finish(
    name: string,
    options: NetworkOptions,
    inner: { readonly layer: Layer<tf.Tensor4D, tf.Tensor4D>; readonly size: ImageSize },
    rest: Layer<tf.Tensor4D, tf.Tensor2D>,
  ): Network;
}

/** Options of {@linkcode builder}. */
export interface BuilderOptions extends Pick<NetworkOptions, "convolution"> {
  /** How the filters of convolutions start. @default {@linkcode kaimingNormal} */
  readonly initialize?: Initialize;
}

/**
 * Starts a network.
 *
 * @param from The key of its first weights.
 */
export function builder(
  from: Key,
  { initialize = kaimingNormal, convolution }: BuilderOptions = {},
): Builder {
  const variables: tf.Variable[] = [], buffers: tf.Variable[] = [], convolutions: ConvolutionSite[] = [];
  const weights: WeightSite[] = [], layers: LayerSite[] = [];
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
    convolution([name, norm], input, channels, options = {}) {
      const { kernel = 3, stride = 1, groups = 1, relu = true, data = false } = options;
      const site = { stride, padding: (kernel - 1) / 2, groups };
      const filterShape = [kernel, kernel, input[2] / groups, channels] as const;
      const shape = convShape([1, ...input], filterShape, site);
      const filter = placed(
        variables,
        tf.tensor4d(initialize(nextKey(), filterShape), [...filterShape]),
        [`${name}.weight`],
        filterAxes,
      ) as tf.Tensor as tf.Tensor4D;
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
      const size = [shape.outHeight, shape.outWidth, channels] as const;
      convolutions.push({ input, filter: filterShape, ...site });
      layers.push(
        {
          name,
          kind: `convolution ${kernel}x${kernel}${stride > 1 ? `, stride ${stride}` : ""}${
            groups > 1 ? `, ${groups} groups` : ""
          }`,
          output: size,
          parameters: filter.size,
          multiplications: multiplications(shape),
        },
        {
          name: norm,
          kind: `batch normalization${relu ? ", ReLU" : ""}`,
          output: size,
          parameters: affine.size,
          multiplications: 0,
        },
      );
      return {
        layer(images, { training, frozen = false }) {
          const convolve = frozen ? conv2dOfImages : data ? conv2dOfData : conv2d;
          return batchNorm(convolve(images, filter, site, convolution), affine, running, { training, relu });
        },
        size,
      };
    },
    dense(name, inputs, outputs) {
      const matrix = placed(
        variables,
        tf.tensor2d(uniformWeights(nextKey(), inputs * outputs, inputs), [inputs, outputs]),
        [`${name}.weight`],
        matrixAxes,
      ) as tf.Tensor as tf.Tensor2D;
      const bias = placed(
        variables,
        tf.tensor1d(uniformWeights(nextKey(), outputs, inputs)),
        [`${name}.bias`],
        vectorAxes,
      );
      layers.push({
        name,
        kind: "fully connected",
        output: [outputs],
        parameters: matrix.size + bias.size,
        multiplications: matrix.size,
      });
      return (rows) => tf.add(tf.matMul(rows, matrix), bias);
    },
    finish(name, { size, channels, classes, mean, std }, inner, rest) {
      const [low, spread] = [tf.tensor1d([...mean]), tf.tensor1d([...std])];
      const features: Network["features"] = (images, options) =>
        tf.tidy(() => inner.layer(tf.div(tf.sub(images, low), spread), options));
      return {
        name,
        inputShape: [...size, channels],
        classes,
        variables,
        buffers,
        weights,
        layers,
        convolutions,
        featureShape: inner.size,
        features,
        apply: (images, options) => tf.tidy(() => rest(features(images, options), options)),
        dispose: () => tf.dispose([...variables, ...buffers, low, spread]),
      };
    },
  };
}
