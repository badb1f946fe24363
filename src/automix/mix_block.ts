import * as tf from "@tensorflow/tfjs";
import { demand } from "../demand.ts";
import { conv2d, type ConvolutionSite } from "../nn/mod.ts";
import { fold, type Key, normal } from "../random/mod.ts";
import { attention } from "./attention.ts";
import { upsample, type Upsampling } from "./upsample.ts";

/** Options of {@linkcode mixBlock}. */
export interface MixBlockOptions {
  /** How the map of features becomes a map of pixels. @default {"nearest"} (OpenMixup) */
  readonly upsampling?: Upsampling;
  /**
   * How the block is told the ratio. `channel`: as a constant channel of both images' features. `offset`: besides that,
   * added to what it computes, so that masks start at the ratio and not at ½. `none`: not at all.
   *
   * @default {"channel"} (the paper, and OpenMixup for ImageNet; its configurations for CIFAR have `none`)
   */
  readonly ratio?: "channel" | "offset" | "none";
  /**
   * The standard deviation of the first weights of `q`, ≥ 0. OpenMixup has 0.01, with which the masks of networks of few
   * channels stay flat for thousands of steps.
   *
   * @default {1 / √channels} (our choice)
   */
  readonly deviation?: number;
}

/** The network that makes AutoMix's masks. */
export interface MixBlock {
  /** What is learned, by name. */
  readonly weights: Readonly<Record<string, tf.Variable>>;
  /**
   * How much each position of the anchors attends to each of the partners, `[batch, positions, positions]`; rows sum to 1.
   *
   * @param share `[batch]`, the anchor's share that is asked for.
   */
  attend(anchors: tf.Tensor4D, partners: tf.Tensor4D, share: tf.Tensor1D): tf.Tensor3D;
  /**
   * The masks `[batch, height, width]`: the anchor's share of each pixel, in `(0, 1)`.
   *
   * @param anchors Features of the anchors, `[batch, h, w, channels]`.
   * @param partners Features of the partners, of the same shape.
   * @param share `[batch]`, the anchor's share that is asked for.
   * @param size Height and width of an image.
   */
  masks(
    anchors: tf.Tensor4D,
    partners: tf.Tensor4D,
    share: tf.Tensor1D,
    size: readonly [number, number],
  ): tf.Tensor3D;
  /** Frees what it learned. */
  dispose(): void;
}

/** The standard deviation of the first weights of `v` and of the ratio (OpenMixup). */
const SMALL = 0.01;

/** One of the two 1×1 convolutions: its weights by the last part of their names. */
type Projection = Readonly<Record<"filter" | "bias", tf.Variable>> & { readonly ratio?: tf.Variable };

/**
 * The Mix Block of AutoMix (Liu et al. 2022, arXiv 2103.13027): cross-attention from the anchor's features to the
 * partner's, whose result, enlarged, is the partner's share of each pixel:
 * `1 - mask = sigmoid(up(softmax(q(a)·q(p)ᵀ / √d) · v(p)))`.
 *
 * `q` is one 1×1 convolution to half the channels for both images, and `v` one to a single channel. The ratio is a
 * constant channel of `a` (the anchor's share) and of `p` (the partner's), kept here as a weight of its own in `q` and
 * `v`. Weights start normal, those of `v` with deviation 0.01, and biases at 0, so masks start near ½.
 *
 * @param size The shape of the features of one image.
 * @param from The key of the first weights.
 * @throws {RangeError} If there are fewer than 2 channels, or an option is out of its range.
 */
export function mixBlock(
  [height, width, channels]: readonly [height: number, width: number, channels: number],
  from: Key,
  options: MixBlockOptions = {},
): MixBlock {
  const { upsampling = "nearest", ratio = "channel", deviation = 1 / Math.sqrt(channels) } = options;
  const action = "build mixBlock()";
  demand(channels >= 2, action, "features must have at least 2 channels", channels);
  demand(deviation >= 0 && Number.isFinite(deviation), action, "deviation must be >= 0", deviation);
  const inner = Math.floor(channels / 2);
  const projection = (label: number, outputs: number, deviation: number): Projection => ({
    filter: variable(normals(fold(from, label), [1, 1, channels, outputs], deviation)),
    bias: variable(tf.zeros([outputs])),
    ...(ratio !== "none" && { ratio: variable(normals(fold(from, label + 1), [outputs], SMALL)) }),
  });
  const alike = projection(0, inner, deviation), value = projection(2, 1, SMALL);
  const project = (features: tf.Tensor4D, share: tf.Tensor1D, { filter, bias, ratio }: Projection) => {
    const plain = tf.add(conv2d(features, filter as tf.Tensor as tf.Tensor4D), bias);
    const told = ratio === undefined ? plain : tf.add(plain, tf.mul(share.reshape([-1, 1, 1, 1]), ratio));
    return told.reshape([features.shape[0], height * width, bias.size]) as tf.Tensor3D;
  };
  const attend: MixBlock["attend"] = (anchors, partners, share) =>
    tf.tidy(() => attention(project(anchors, share, alike), project(partners, tf.sub(1, share), alike)));
  return {
    weights: { ...named("attention", alike), ...named("value", value) },
    attend,
    masks: (anchors, partners, share, size) =>
      tf.tidy(() => {
        const values = project(partners, tf.sub(1, share), value);
        const given = tf.matMul(attend(anchors, partners, share), values);
        const map = upsample(given.reshape([anchors.shape[0], height, width]), size, upsampling);
        return tf.sigmoid(ratio === "offset" ? tf.sub(logit(share), map) : tf.neg(map));
      }),
    dispose: () => tf.dispose([Object.values(alike), Object.values(value)]),
  };
}

/** The convolutions of a {@linkcode mixBlock} on features of a shape, for the self-test. */
export function mixBlockSites(
  [height, width, channels]: readonly [height: number, width: number, channels: number],
): readonly ConvolutionSite[] {
  return [Math.floor(channels / 2), 1].map((outputs) => ({
    input: [height, width, channels],
    filter: [1, 1, channels, outputs],
    stride: 1,
    padding: 0,
    groups: 1,
  }));
}

function named(name: string, weights: Projection): Record<string, tf.Variable> {
  return Object.fromEntries(Object.entries(weights).map(([part, weight]) => [`${name}.${part}`, weight]));
}

function variable(values: tf.Tensor): tf.Variable {
  const made = tf.variable(values);
  values.dispose();
  return made;
}

/** From a share to the number whose sigmoid it is, `[batch, 1, 1]`; shares of 0 and 1 are held a little within. */
function logit(share: tf.Tensor1D): tf.Tensor3D {
  const inside = tf.clipByValue(share, 1e-6, 1 - 1e-6).reshape([-1, 1, 1]);
  return tf.log(tf.div(inside, tf.sub(1, inside))) as tf.Tensor3D;
}

function normals(from: Key, shape: number[], deviation: number): tf.Tensor {
  const count = shape.reduce((product, side) => product * side, 1);
  return tf.tensor(Float32Array.from({ length: count }, (_, i) => deviation * normal(from, i)), shape);
}
