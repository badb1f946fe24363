import type { Key } from "../random/mod.ts";
import type { Network, NetworkOptions } from "./network.ts";
import { basicBlock } from "./residual.ts";
import { resnet } from "./resnet.ts";

/** Options of {@linkcode resnet18}. */
export interface Resnet18Options {
  /**
   * Stride of the convolution at the start. OpenMixup and MiAMix take 1 for Tiny-ImageNet too, PuzzleMix takes 2, which
   * costs a quarter. @default {1}
   */
  readonly stemStride?: 1 | 2;
}

/**
 * ResNet-18 for small images (He et al. 2016, with the 3×3 stem of OpenMixup's `ResNet_CIFAR` and kuangliu/pytorch-cifar): 4
 * stages of 2 basic blocks with 64, 128, 256 and 512 channels. 11,173,962 parameters for 3 channels and 10 classes, and
 * 555 million multiplications for an image of 32×32. Training with batches of 128 of them holds 2.0 GiB at most on wasm and 2.1
 * on a software WebGPU adapter (`bench/step_memory.ts`).
 */
export function resnet18(
  options: NetworkOptions,
  from: Key,
  { stemStride = 1 }: Resnet18Options = {},
): Network {
  const name = stemStride === 1 ? "resnet18" : "resnet18-stride2";
  const stages = [64, 128, 256, 512].map((channels) => ({ blocks: 2, block: basicBlock(channels) }));
  return resnet(name, { stem: 64, stemStride, stages }, options, from);
}
