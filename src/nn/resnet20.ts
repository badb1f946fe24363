import type { Key } from "../random/mod.ts";
import type { Network, NetworkOptions } from "./network.ts";
import { basicBlock, subsampling } from "./residual.ts";
import { resnet } from "./resnet.ts";

/**
 * ResNet-20 for CIFAR (He et al. 2016, section 4.2): 3 stages of 3 basic blocks with 16, 32 and 64 channels, and shortcuts
 * without parameters. 269,722 parameters for 3 channels and 10 classes (as akamaster/pytorch_resnet_cifar10 counts), and
 * 41 million multiplications for an image of 32×32.
 */
export function resnet20(options: NetworkOptions, from: Key): Network {
  const stages = [16, 32, 64].map((channels) => ({ blocks: 3, block: basicBlock(channels, subsampling) }));
  return resnet("resnet20", { stem: 16, stemStride: 1, stages }, options, from);
}
