import type { Key } from "../random/mod.ts";
import type { Network, NetworkOptions } from "./network.ts";
import { groupedBottleneck } from "./residual.ts";
import { resnet } from "./resnet.ts";

/**
 * ResNeXt-50 (32×4d) for small images (Xie et al. 2017, as OpenMixup's `ResNeXt_CIFAR`): 3, 4, 6 and 3 bottleneck blocks
 * whose 3×3 convolutions have 32 groups. 22,992,714 parameters for 3 channels and 10 classes, and 1,344 million
 * multiplications for an image of 32×32.
 */
export function resnext50(options: NetworkOptions, from: Key): Network {
  const stages = [[3, 128], [4, 256], [6, 512], [3, 1024]] as const;
  const plan = {
    stem: 64,
    stemStride: 1,
    stages: stages.map(([blocks, width]) => ({ blocks, block: groupedBottleneck(width, 32) })),
  } as const;
  return resnet("resnext50", plan, options, from);
}
