import { bits, fold, type Key, normal, uniformBetween } from "../random/mod.ts";

/** Draws the first weights of a filter `[side, side, in / groups, out]`, in C order. */
export type Initialize = (
  from: Key,
  filter: readonly [side: number, side: number, inputs: number, outputs: number],
) => Float32Array;

/** Normal weights of variance 2 / (outputs · side²) (He et al. 2015, fan-out, as in torchvision's ResNet). */
export const kaimingNormal: Initialize = (from, [side, , inputs, outputs]) => {
  const deviation = Math.sqrt(2 / (outputs * side * side));
  const count = side * side * inputs * outputs;
  return Float32Array.from({ length: count }, (_, i) => deviation * normal(from, i));
};

/**
 * Uniform weights within ±1 / √(inputs · side²): the default of PyTorch's `Conv2d`, which the networks of OpenMixup (without
 * pretraining), kuangliu/pytorch-cifar and weiaicunzai/pytorch-cifar100 start from.
 */
export const pytorchDefault: Initialize = (from, [side, , inputs, outputs]) => {
  const limit = 1 / Math.sqrt(side * side * inputs);
  const weights = new Float32Array(side * side * inputs * outputs);
  for (let i = 0; i < weights.length; i += 2) {
    bits(from, i >> 1).forEach((word, n) => weights[i + n] = limit * (word / 2 ** 31 - 1));
  }
  return weights;
};

/** `count` uniform weights within ±1 / √inputs: PyTorch's default for fully connected layers. */
export function uniformWeights(from: Key, count: number, inputs: number): Float32Array {
  const limit = 1 / Math.sqrt(inputs);
  return Float32Array.from({ length: count }, (_, i) => uniformBetween(fold(from, i), -limit, limit));
}
