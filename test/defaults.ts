/** What is published of methods: every default, and where it comes from. Tests and doc comments are held to this table. */
import * as m from "../mod.ts";
import { recipeOf } from "./table.ts";

/** A default of an option. */
export interface Default {
  /** The function that takes the option. */
  readonly of: string;
  readonly option: string;
  readonly value: unknown;
  /** Paper and table, reference code, or "our choice". */
  readonly source: string;
  /** Another value, with which something else is drawn. */
  readonly other: unknown;
  /** The file whose doc comment states it, below `src`. */
  readonly file: string;
  /** What must be in that comment; without it, `@default {value}` above the option. */
  readonly says?: string;
  /** What the function makes of options: the same for the same. */
  made(options: object): unknown;
}

/** Everything that is drawn by a recipe for a batch. */
const plan = (recipe: m.Recipe): unknown => [
  m.describe(recipe),
  m.draw(recipe, m.key(3), { samples: 40, height: 24, width: 36 }),
];
const law = (build: (options: object) => m.RatioLaw) => (options: object) =>
  plan(recipeOf(m.gaussian(), build(options)));
const mask = (build: (options: object) => m.Mask) => (options: object) => plan(recipeOf(build(options)));
const change = (build: (options: object) => m.MaskChange) => mask((options) => build(options)(m.box()));
const method = (build: (options: object) => m.Recipe) => (options: object) => plan(build(options));
const attentionOf = (grid: number) => Array.from({ length: grid ** 2 }, (_, cell) => (cell * 31) % 49);

/** Defaults of one function. */
function rows(
  of: string,
  file: string,
  made: Default["made"],
  ...options:
    readonly (readonly [option: string, value: unknown, other: unknown, source: string, says?: string])[]
): readonly Default[] {
  return options.map(([option, value, other, source, says]) => ({
    of,
    file,
    made,
    option,
    value,
    other,
    source,
    says,
  }));
}

const table1 = "MiAMix Table 1", section = "MiAMix §4.1: α = 1 throughout";

export const defaults: readonly Default[] = [
  // Who meets whom, and how images are read.
  ...rows("anyone", "pair/anyone.ts", (options) => plan(m.withPairing(m.anyone(options))(m.mixup())), [
    "self",
    0,
    0.5,
    "the methods before MiAMix meet others alone",
  ]),
  ...rows(
    "cropAndFlip",
    "pair/view.ts",
    (options) => plan(m.withViews(m.cropAndFlip(options))(m.mixup())),
    ["padding", 4, 3, "the usual augmentation of CIFAR (OpenMixup: padding 4)"],
    ["flip", 0.5, 0.4, "the usual augmentation of CIFAR"],
  ),
  ...rows(
    "augmixChains",
    "pair/augmix_chains.ts",
    (options) => plan(m.augmix(options)),
    ["severity", 3, 4, "AugMix, reference code for CIFAR"],
    ["width", 3, 2, "AugMix, Algorithm 1: k = 3 chains"],
    ["depth", 3, 2, "AugMix, reference code: mixture depth 1 to 3"],
    ["alpha", 1, 2, "AugMix, §3 and reference code: α = 1"],
  ),
  // How much.
  ...rows("beta", "ratio/beta.ts", law(m.beta), ["alpha", 1, 0.2, table1]),
  ...rows(
    "dirichlet",
    "ratio/dirichlet.ts",
    law(m.dirichlet),
    ["alpha", 1, 0.2, table1],
    ["layers", [1, 2], [1, 2, 3], "MiAMix Table 1 (k_max = 2) and Table 5 (its best)"],
  ),
  ...rows("uniformSide", "ratio/uniform_side.ts", law(m.uniformSide), [
    "scale",
    [0.1, 0.8],
    [0.1, 0.7],
    "ResizeMix §3.2",
  ]),
  // Where.
  ...rows(
    "box",
    "mask/box_edges.ts",
    mask(m.box),
    ["placement", "clip", "inside", "CutMix, reference code"],
    ["sides", "round", "even", "our choice; even in CutMix's reference code"],
  ),
  ...rows("thumbnail", "mask/thumbnail.ts", mask(m.thumbnail), [
    "interpolation",
    "nearest",
    "linear",
    "OpenMixup, ResizeMix",
  ]),
  ...rows(
    "contrast",
    "mask/saliency.ts",
    m.contrast,
    ["reaches", [12, 24, 28, 48, 56, 112], [12, 24], "OpenCV, StaticSaliencyFineGrained"],
    ["scale", "one", "each", "our choice"],
  ),
  ...rows("salientBox", "mask/salient_box.ts", mask(m.salientBox), [
    "saliency",
    m.contrast(),
    m.spectralResidual(),
    "SaliencyMix: fine-grained",
    "@default {contrast()}",
  ]),
  ...rows(
    "fourier",
    "mask/fourier.ts",
    mask(m.fourier),
    ["decay", 3, 2.5, "FMix, reference code: δ = 3"],
    ["soft", 0, 0.1, "FMix, reference code: max_soft = 0"],
  ),
  ...rows("grid", "mask/grid.ts", mask(m.grid), ["variant", "holes", "cells", "OpenMixup, GridMix"]),
  ...rows(
    "gaussian",
    "mask/gaussian.ts",
    mask(m.gaussian),
    ["covariance", "identity", "random", "GMix"],
    ["width", "calibrated", "unclipped", "our choice"],
  ),
  ...rows(
    "gaussian",
    "mask/gaussian.ts",
    mask((options) => m.gaussian({ covariance: "random", ...options })),
    [
      "maxCorrelation",
      0.95,
      0.9,
      "our choice; MiAMix §3.1 draws from (-1, 1)",
    ],
  ),
  ...rows("learned", "mask/learned.ts", mask(m.learned), [
    "margin",
    0.08,
    0.2,
    "OpenMixup, AutoMix: lam_margin",
  ]),
  ...rows(
    "mostAttended",
    "mask/most_attended.ts",
    mask((options) => {
      const { grid = 7 } = options as { readonly grid?: number };
      return m.mostAttended({ attention: () => attentionOf(grid), ...options });
    }),
    ["grid", 7, 5, "Attentive CutMix: 7×7"],
  ),
  // How the mask is bent and what becomes of labels.
  ...rows("rotate", "augment/rotate.ts", change(m.rotate), ["degrees", 30, 20, "AugMix's full range"]),
  ...rows("shear", "augment/shear.ts", change(m.shear), ["amount", 0.3, 0.2, "AugMix's full range"]),
  ...rows("smooth", "augment/smooth.ts", change(m.smooth), ["windows", [3, 5, 7], [3, 5], "our choice"]),
  ...rows(
    "mix",
    "mix/blend.ts",
    (options) => plan(recipeOf(m.gaussian(), m.beta(), options)),
    ["labels", "merged", "orig", "MiAMix Table 7 (its best)"],
    ["smoothing", 0, 0.1, "our choice: none unless asked for"],
  ),
  // The methods.
  ...rows("mixup", "method/mixup.ts", method(m.mixup), [
    "alpha",
    1,
    0.2,
    `mixup-cifar10, reference code; ${section}`,
    "Default alpha 1",
  ]),
  ...rows("cutmix", "method/cutmix.ts", method(m.cutmix), [
    "alpha",
    1,
    0.2,
    `CutMix §3.1; ${section}`,
    "Default alpha 1",
  ]),
  ...rows(
    "fmix",
    "method/fmix.ts",
    method(m.fmix),
    ["alpha", 1, 0.2, `FMix, reference code; ${section}`, "alpha 1, decay 3, hard edges"],
    ["decay", 3, 2.5, "FMix, reference code: δ = 3", "alpha 1, decay 3, hard edges"],
    ["soft", 0, 0.1, "FMix, reference code: max_soft = 0", "alpha 1, decay 3, hard edges"],
  ),
  ...rows("gridmix", "method/gridmix.ts", method(m.gridmix), ["alpha", 1, 0.2, section, "Default alpha 1"]),
  ...rows("gmix", "method/gmix.ts", method(m.gmix), ["alpha", 1, 0.2, section, "Default alpha 1"]),
  ...rows(
    "agmix",
    "method/agmix.ts",
    method(m.agmix),
    ["alpha", 1, 0.2, section, "alpha 1"],
    ["maxCorrelation", 0.95, 0.9, "our choice; MiAMix §3.1 draws from (-1, 1)", "`|q|` at most 0.95"],
  ),
  ...rows(
    "saliencymix",
    "method/saliencymix.ts",
    method(m.saliencymix),
    ["alpha", 1, 0.2, `SaliencyMix, reference code; ${section}`, "Default alpha 1"],
    ["scope", "sample", "batch-first", "SaliencyMix §3; its reference code looks at the first of a batch"],
  ),
  ...rows(
    "automix",
    "method/automix.ts",
    method(m.automix),
    ["alpha", 2, 1, "OpenMixup, AutoMix configurations", "alpha 2 and margin 0.08"],
    ["margin", 0.08, 0.2, "OpenMixup, AutoMix: lam_margin", "alpha 2 and margin 0.08"],
  ),
  ...rows("resizemix", "method/resizemix.ts", method(m.resizemix), [
    "scale",
    [0.1, 0.8],
    [0.1, 0.7],
    "ResizeMix §3.2",
    "uniform in `[0.1, 0.8]`",
  ]),
  ...rows(
    "randommix",
    "method/randommix.ts",
    method(m.randommix),
    ["alpha", 1, 0.2, "RandomMix §4", "Default alpha 1"],
    ["weights", [1, 1, 1, 1], [3, 1, 1, 1], "RandomMix, for PreActResNet-18"],
    ["scope", "sample", "batch", "our choice; unpublished"],
  ),
  ...rows(
    "augmix",
    "method/augmix.ts",
    method(m.augmix),
    ["severity", 3, 4, "AugMix, reference code for CIFAR", "α = 1, severity 3"],
    ["width", 3, 2, "AugMix, Algorithm 1", "three chains of one to three operations"],
    ["depth", 3, 2, "AugMix, reference code", "three chains of one to three operations"],
    ["alpha", 1, 2, "AugMix, reference code", "α = 1, severity 3"],
  ),
  ...rows(
    "attentiveCutmix",
    "method/attentive_cutmix.ts",
    method((options) => {
      const { grid = 7 } = options as { readonly grid?: number };
      return m.attentiveCutmix({ attention: () => attentionOf(grid), ...options });
    }),
    ["cells", 6, 5, "Attentive CutMix: the top 6"],
    ["grid", 7, 5, "Attentive CutMix: 7×7", "6 cells of a 7×7 attention"],
  ),
  ...rows(
    "miamix",
    "method/miamix.ts",
    method(m.miamix),
    ["alpha", 1, 0.5, table1, "values of the paper's Table 1 as defaults"],
    ["layers", [1, 2], [1, 2, 3], "MiAMix Table 1 and Table 5", "values of the paper's Table 1 as defaults"],
    ["weights", [2, 1, 1, 1, 1], [1, 1, 1, 1, 1], table1],
    ["self", 0.1, 0.2, table1],
    ["bend", 0.25, 0.5, table1],
    ["soften", 0.5, 0.25, table1],
  ),
];

/** What RandomMix and MiAMix choose from, in the order of their weights. */
export const candidates: Readonly<Record<"randommix" | "miamix", string[]>> = {
  // RandomMix §3: Mixup, CutMix, ResizeMix, FMix. MiAMix Table 1: MixUp, CutMix, FMix, GridMix, AGMix.
  randommix: ["flat()", "box()", "thumbnail()", "fourier()"],
  miamix: ["flat()", "box()", "fourier()", "grid()", "gaussian(random)"],
};

/** A default of training: its value, where it comes from, and the file below `src` whose doc comment states it. */
export type Stated = readonly [value: unknown, source: string, file: string];

/** The defaults of the optimizer and of AutoMix's learning, by the names of their options. */
export const learning: Readonly<Record<string, Readonly<Record<string, Stated>>>> = {
  sgd: {
    momentum: [0.9, "MiAMix §4.1", "train/sgd.ts"],
    weightDecay: [5e-4, "MiAMix §4.1", "train/sgd.ts"],
    nesterov: [false, "MiAMix §4.1: SGD with momentum", "train/sgd.ts"],
  },
  momentumSchedule: {
    start: [0.999, "OpenMixup, AutoMix", "automix/momentum_schedule.ts"],
    end: [0.999999, "OpenMixup, AutoMix for CIFAR and Tiny-ImageNet", "automix/momentum_schedule.ts"],
    hold: [0.1, "OpenMixup, AutoMix: the first tenth of the run", "automix/momentum_schedule.ts"],
    warmUp: [true, "our choice", "automix/momentum_schedule.ts"],
  },
  mixBlock: {
    upsampling: ["nearest", "OpenMixup, MixBlock", "automix/mix_block.ts"],
    ratio: ["channel", "AutoMix; OpenMixup for ImageNet", "automix/mix_block.ts"],
  },
  generationLoss: {
    weight: [0.1, "OpenMixup, AutoMix: mask_loss", "automix/generation_loss.ts"],
    margin: [0.1, "OpenMixup, AutoMix", "automix/generation_loss.ts"],
  },
  automixer: {
    lr: [0.1, "OpenMixup, AutoMix", "automix/automixer.ts"],
    lastLr: [0.001, "OpenMixup, AutoMix for Tiny-ImageNet", "automix/automixer.ts"],
    anneal: [false, "OpenMixup, AutoMix for small images", "automix/automixer.ts"],
    weight: [0.1, "OpenMixup, AutoMix: mask_loss", "automix/generation_loss.ts"],
  },
};

/** The defaults of flags of `deno task train`: MiAMix §4.1, and what is off unless asked for. */
export const flagDefaults = {
  batchSize: 128,
  lr: 0.1,
  momentum: 0.9,
  weightDecay: 5e-4,
  warmupEpochs: 0,
  labelSmoothing: 0,
  labelNoise: 0,
  mixProb: 1,
  method: "miamix",
  views: "crop-flip",
} as const;

/** What the presets of the paper have in common: MiAMix §4.1. */
export const paperPreset = {
  model: "resnet18",
  method: "miamix",
  views: "crop-flip",
  epochs: 400,
  batchSize: 128,
  lr: 0.1,
  momentum: 0.9,
  weightDecay: 5e-4,
} as const;
