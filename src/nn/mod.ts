/**
 * Networks for image classification in tfjs, with convolutions and gradients that are right and fast on WebGPU and wasm.
 *
 * @example
 * ```ts
 * import { key } from "@miamix/miamix";
 * import { network } from "@miamix/miamix/nn";
 *
 * const net = network("small", {
 *   size: [32, 32],
 *   channels: 3,
 *   classes: 10,
 *   mean: [0.5, 0.5, 0.5],
 *   std: [0.25, 0.25, 0.25],
 * }, key(1));
 * console.log(net.variables.reduce((sum, { size }) => sum + size, 0), "parameters");
 * net.dispose();
 * ```
 *
 * @module
 */
export { batchNorm, type BatchNormOptions } from "./batch_norm.ts";
export { chooseKernels, type ChooseKernelsOptions } from "./choose_kernels.ts";
export { conv2d, conv2dOfData, conv2dOfImages, convolution } from "./conv2d.ts";
export type { ConvOptions, ConvShape } from "./conv_shape.ts";
export { convShape, multiplications } from "./conv_shape.ts";
export type { Convolution } from "./convolution.ts";
export { describeNetwork } from "./describe_network.ts";
export { globalAveragePool } from "./global_average_pool.ts";
export {
  chosenConvolution,
  convName,
  type KernelChoice,
  type Maker,
  type Makers,
  type Pass,
  passes,
} from "./kernel_choice.ts";
export { tfjsConvolution } from "./tfjs_convolution.ts";
export type { Normalization, Normalized } from "./normalization.ts";
export type { ApplyOptions, ConvolutionSite, LayerSite, Network, NetworkOptions } from "./network.ts";
export { type Architecture, network, networks } from "./networks.ts";
export { GradientError, selfTest, type SelfTestOptions } from "./selftest.ts";
export * from "./weights/mod.ts";
