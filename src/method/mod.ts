import type { Recipe } from "../recipe/recipe.ts";
import { agmix } from "./agmix.ts";
import { augmix } from "./augmix.ts";
import { automix } from "./automix.ts";
import { cutmix } from "./cutmix.ts";
import { fmix } from "./fmix.ts";
import { gmix } from "./gmix.ts";
import { gridmix } from "./gridmix.ts";
import { miamix } from "./miamix.ts";
import { mixup } from "./mixup.ts";
import { randommix } from "./randommix.ts";
import { resizemix } from "./resizemix.ts";
import { saliencymix } from "./saliencymix.ts";
import { vanilla } from "./vanilla.ts";

export { agmix, type AgmixOptions } from "./agmix.ts";
export { automix, type AutomixOptions } from "./automix.ts";
export { attentiveCutmix, type AttentiveCutmixOptions } from "./attentive_cutmix.ts";
export { augmix } from "./augmix.ts";
export { cutmix, type CutmixOptions } from "./cutmix.ts";
export { fmix, type FmixOptions } from "./fmix.ts";
export { gmix, type GmixOptions } from "./gmix.ts";
export { gridmix, type GridmixOptions } from "./gridmix.ts";
export { miamix, type MiamixOptions } from "./miamix.ts";
export { mixup } from "./mixup.ts";
export { randommix, type RandommixOptions } from "./randommix.ts";
export { resizemix, type ResizemixOptions } from "./resizemix.ts";
export { saliencymix, type SaliencymixOptions } from "./saliencymix.ts";
export { vanilla } from "./vanilla.ts";

/** A named method with its defaults. */
export interface Method {
  /** What it does, in a line. */
  readonly summary: string;
  /** Builds its recipe with the published defaults. */
  build(): Recipe;
}

/** Every method by name: those of the MiAMix paper's Table 2 in its order, and then those that it builds on. */
export const methods: Readonly<Record<string, Method>> = {
  vanilla: { summary: "no mixing", build: vanilla },
  mixup: { summary: "a weighted mean of two images (Zhang et al. 2018)", build: mixup },
  cutmix: { summary: "a box of the partner (Yun et al. 2019)", build: cutmix },
  fmix: { summary: "shapes cut from low-frequency noise (Harris et al. 2020)", build: fmix },
  gridmix: { summary: "a lattice of patches of the partner (Baek et al. 2021)", build: gridmix },
  gmix: { summary: "a round Gaussian bump of the partner (Park et al. 2022)", build: gmix },
  saliencymix: {
    summary: "a box around the partner's most salient pixel (Uddin et al. 2021)",
    build: saliencymix,
  },
  automix: {
    summary: "masks that a network learns beside the trained one (Liu et al. 2022)",
    build: automix,
  },
  agmix: { summary: "a Gaussian bump of random covariance (Liang et al. 2023)", build: agmix },
  miamix: {
    summary: "up to two bent, smoothed and multiplied masks of five kinds (Liang et al. 2023)",
    build: miamix,
  },
  resizemix: { summary: "the whole partner, shrunk into a box (Qin et al. 2020)", build: resizemix },
  randommix: { summary: "Mixup, CutMix, ResizeMix or FMix, at random (Liu et al. 2022)", build: randommix },
  augmix: {
    summary: "no partner, but chains of label-preserving operations (Hendrycks et al. 2020)",
    build: augmix,
  },
};
