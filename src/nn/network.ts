import type { Tensor2D, Tensor4D, Variable } from "@tensorflow/tfjs";
import type { ConvOptions } from "./conv_shape.ts";
import type { Convolution } from "./convolution.ts";
import type { WeightSite } from "./weights/weight_site.ts";

/** What a network is built for. */
export interface NetworkOptions {
  /** Height and width of an image, in pixels. */
  readonly size: readonly [height: number, width: number];
  /** Numbers of a pixel. */
  readonly channels: number;
  /** How many classes the images have. */
  readonly classes: number;
  /** The mean of every channel, in `[0, 1]`, which the network takes away first. */
  readonly mean: readonly number[];
  /** The standard deviation of every channel, by which it then divides. */
  readonly std: readonly number[];
  /** What computes its convolutions. @default what suits the backend that tfjs uses */
  readonly convolution?: Convolution;
}

/** A convolution of a network, by the shape of one image of its input and of its filter. */
export interface ConvolutionSite extends Required<ConvOptions> {
  /** `[height, width, channels]` */
  readonly input: readonly [number, number, number];
  /** `[side, side, in / groups, out]` */
  readonly filter: readonly [number, number, number, number];
}

/** A layer of a network that learns, and what it costs. */
export interface LayerSite {
  /** Its name in a PyTorch state dict. */
  readonly name: string;
  /** What it does, such as `convolution 3x3, stride 2`. */
  readonly kind: string;
  /** What comes out for one image: `[height, width, channels]`, or `[features]`. */
  readonly output: readonly number[];
  /** How many numbers it learns. */
  readonly parameters: number;
  /** Multiplications with its weights for one image; those of normalizations are not counted. */
  readonly multiplications: number;
}

/** How a network is applied. */
export interface ApplyOptions {
  /** Whether to use the statistics of the batch, and to update the running ones. */
  readonly training: boolean;
  /** Whether gradients flow to the images and not to its filters, instead of the other way round. @default {false} */
  readonly frozen?: boolean;
}

/** An image classifier. */
export interface Network {
  /** Its name among {@linkcode networks}. */
  readonly name: string;
  /** `[height, width, channels]` */
  readonly inputShape: readonly [number, number, number];
  /** How many logits an image has. */
  readonly classes: number;
  /** What is learned, in the order of the layers. */
  readonly variables: readonly Variable[];
  /** What is kept but not learned: running statistics. */
  readonly buffers: readonly Variable[];
  /** Where each of both stands in a PyTorch state dict. */
  readonly weights: readonly WeightSite[];
  /** Every layer that learns, in the order in which they were built. */
  readonly layers: readonly LayerSite[];
  /** Every convolution, in the order of the layers. */
  readonly convolutions: readonly ConvolutionSite[];
  /** The shape of {@linkcode Network.features} of one image: `[height, width, channels]`. */
  readonly featureShape: readonly [number, number, number];
  /** What comes out of its last stage but one, `[batch, ...featureShape]`, from images as those of `apply`. */
  features(images: Tensor4D, options: ApplyOptions): Tensor4D;
  /** Logits `[batch, classes]` of images `[batch, height, width, channels]` with values in `[0, 1]`. */
  apply(images: Tensor4D, options: ApplyOptions): Tensor2D;
  /** Frees its variables, buffers and constants. */
  dispose(): void;
}
