import type { Config } from "./config.ts";

/** Settings that belong together. */
export interface Preset {
  /** What they are, in a line. */
  readonly summary: string;
  /** The settings; all others keep their defaults. */
  readonly config: Partial<Config>;
}

/** Section 4.1 of the MiAMix paper (Liang et al. 2023). */
const paper: Partial<Config> = {
  model: "resnet18",
  method: "miamix",
  views: "crop-flip",
  epochs: 400,
  batchSize: 128,
  lr: 0.1,
  momentum: 0.9,
  weightDecay: 5e-4,
};

/**
 * Settings by name, for `--preset`.
 *
 * @example
 * ```ts
 * import { presets } from "@miamix/miamix/train";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(presets["paper-cifar10"]?.config.epochs, 400);
 * ```
 */
export const presets: Readonly<Record<string, Preset>> = {
  demo: {
    summary: "the embedded data set, about two minutes on any machine",
    config: { dataset: "embedded", method: "miamix", model: "small", epochs: 9 },
  },
  "paper-cifar10": {
    summary: "CIFAR-10 by the protocol of the MiAMix paper, 400 epochs",
    config: { ...paper, dataset: "cifar10" },
  },
  "paper-cifar100": {
    summary: "CIFAR-100 by the protocol of the MiAMix paper, 400 epochs",
    config: { ...paper, dataset: "cifar100" },
  },
  "paper-tiny-imagenet": {
    summary: "Tiny-ImageNet by the protocol of the MiAMix paper, 400 epochs",
    config: { ...paper, dataset: "tiny-imagenet" },
  },
};
