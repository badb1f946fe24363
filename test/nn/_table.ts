import { type Backend, both } from "./_backends.ts";

/** What is known of a network from elsewhere. */
export interface Known {
  /** Parameters by the number of classes. */
  readonly parameters: Readonly<Record<number, number>>;
  /** Multiplications for an image of 32×32, in millions, as far as the reference gives them. */
  readonly megaMultiplications: number;
  /** Where steps are so fast on a machine without a GPU that tests learn with it. */
  readonly learnsOn: readonly Backend[];
}

/**
 * `small` and `convnet-s` as counted by hand; `resnet20` as akamaster/pytorch_resnet_cifar10 says; the others as OpenMixup's
 * `ResNet_CIFAR` and `ResNeXt_CIFAR` count in PyTorch.
 */
export const known: Readonly<Record<string, Known>> = {
  small: { parameters: { 10: 78_042 }, megaMultiplications: 3.5, learnsOn: both },
  "convnet-s": { parameters: { 10: 24_346 }, megaMultiplications: 2.8, learnsOn: both },
  resnet20: { parameters: { 10: 269_722 }, megaMultiplications: 40.6, learnsOn: ["wasm"] },
  resnet18: {
    parameters: { 10: 11_173_962, 100: 11_220_132, 200: 11_271_432 },
    megaMultiplications: 555.4,
    learnsOn: [],
  },
  "resnet18-stride2": { parameters: { 200: 11_271_432 }, megaMultiplications: 138.9, learnsOn: [] },
  resnext50: {
    parameters: { 10: 22_992_714, 100: 23_177_124, 200: 23_382_024 },
    megaMultiplications: 1344,
    learnsOn: [],
  },
};
