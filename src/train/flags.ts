import { datasets } from "../data/mod.ts";
import { methods } from "../method/mod.ts";
import { networks } from "../nn/mod.ts";
import type { Config } from "./config.ts";
import type { Flag } from "./flag.ts";
import { choice, foldOf, nameOrScript, number, optional, text, timeSpan, truth } from "./kind/mod.ts";
import { presets } from "./presets.ts";

const count = number({ whole: true, above: 0 });
const share = number({ min: 0, max: 1 });
const partialShare = number({ min: 0, below: 1 });

/**
 * The flags that set the configuration, by its fields. Parsing, configuration files, their schema, help, defaults and
 * suggestions all come from this table. The defaults of batch size and optimiser are those of the MiAMix paper (section
 * 4.1); the number of epochs is chosen so that the embedded data set takes about two minutes on a machine without a
 * GPU. What is off by default is off in the paper.
 */
export const flags: { readonly [K in keyof Config]: Flag<Config[K]> } = {
  preset: {
    path: "preset",
    takes: Object.keys(presets).join("|"),
    summary: "settings to start from; flags and --config go before them",
    fallback: null,
    kind: optional(choice(Object.keys(presets))),
    free: true,
  },
  dataset: {
    path: "data.name",
    takes: "NAME",
    summary: "data set to learn",
    fallback: "embedded",
    kind: choice(Object.keys(datasets)),
  },
  dataDir: {
    path: "data.dir",
    takes: "DIR",
    summary: "folder with the files of the data set",
    fallback: null,
    kind: optional(text),
    free: true,
  },
  limitTrain: {
    path: "data.limitTrain",
    takes: "COUNT",
    summary: "use this many training images",
    fallback: null,
    kind: optional(count),
  },
  limitTest: {
    path: "data.limitTest",
    takes: "COUNT",
    summary: "use this many test images",
    fallback: null,
    kind: optional(count),
  },
  size: {
    path: "data.size",
    takes: "PIXELS",
    summary: "resize images to this many rows and columns (folder, tiny-imagenet)",
    fallback: null,
    kind: optional(count),
  },
  perClass: {
    path: "data.perClass",
    takes: "COUNT",
    summary: "use this many training images of each class",
    fallback: null,
    kind: optional(count),
  },
  labels: {
    path: "data.labels",
    takes: "fine|coarse",
    summary: "learn the classes of cifar100, or the 20 groups of them",
    fallback: "fine",
    kind: choice(["fine", "coarse"]),
  },
  validation: {
    path: "data.validation",
    takes: "SHARE",
    summary: "hold out this share of every class and measure with it, not with the test images",
    fallback: null,
    kind: optional(number({ above: 0, below: 1 })),
  },
  fold: {
    path: "data.fold",
    takes: "I/K",
    summary: "deal the training images into K parts and measure with part I, not with the test images",
    fallback: null,
    kind: optional(foldOf),
  },
  labelNoise: {
    path: "data.labelNoise",
    takes: "SHARE",
    summary: "make this share of the training labels wrong, in [0, 1]",
    fallback: 0,
    kind: share,
  },
  method: {
    path: "mixing.method",
    takes: "NAME|FILE",
    summary: "mixing method, or a script whose default export is a recipe",
    fallback: "miamix",
    kind: nameOrScript(Object.keys(methods)),
  },
  partners: {
    path: "mixing.partners",
    takes: "batch|all",
    summary: "mix images with others of the batch, or of the whole training set",
    fallback: "batch",
    kind: choice(["batch", "all"]),
  },
  views: {
    path: "mixing.views",
    takes: "crop-flip|none",
    summary: "random crop (padding 4) and flip before mixing, or the recipe as it is",
    fallback: "crop-flip",
    kind: choice(["crop-flip", "none"]),
  },
  mixProb: {
    path: "mixing.probability",
    takes: "SHARE",
    summary: "mix a sample with this probability, else leave it as it is, in [0, 1]",
    fallback: 1,
    kind: share,
  },
  mixOffEpoch: {
    path: "mixing.offEpoch",
    takes: "COUNT",
    summary: "mix in this many epochs, and no longer in those after",
    fallback: null,
    kind: optional(number({ whole: true, min: 0 })),
  },
  labelSmoothing: {
    path: "loss.labelSmoothing",
    takes: "SHARE",
    summary: "spread this share of a label over all classes, in [0, 1)",
    fallback: 0,
    kind: partialShare,
  },
  model: {
    path: "model.name",
    takes: "NAME",
    summary: "network to train",
    fallback: "small",
    kind: choice(Object.keys(networks)),
  },
  epochs: {
    path: "schedule.epochs",
    takes: "COUNT",
    summary: "passes over the training images",
    fallback: 9,
    kind: count,
  },
  warmupEpochs: {
    path: "schedule.warmupEpochs",
    takes: "COUNT",
    summary: "epochs in which the learning rate rises to --lr, before the cosine",
    fallback: 0,
    kind: number({ whole: true, min: 0 }),
  },
  batchSize: {
    path: "schedule.batchSize",
    takes: "COUNT",
    summary: "images a step",
    fallback: 128,
    kind: count,
  },
  lr: {
    path: "optimizer.lr",
    takes: "RATE",
    summary: "learning rate at the start of the cosine",
    fallback: 0.1,
    kind: number({ above: 0 }),
  },
  momentum: {
    path: "optimizer.momentum",
    takes: "SHARE",
    summary: "momentum of the optimiser, in [0, 1)",
    fallback: 0.9,
    kind: partialShare,
  },
  weightDecay: {
    path: "optimizer.weightDecay",
    takes: "RATE",
    summary: "weight decay",
    fallback: 5e-4,
    kind: number({ min: 0 }),
  },
  ema: {
    path: "optimizer.ema",
    takes: "DECAY",
    summary: "test an average of the weights over the steps that decays by this, in (0, 1)",
    fallback: null,
    kind: optional(number({ above: 0, below: 1 })),
  },
  seed: {
    path: "seed",
    takes: "NUMBER",
    summary: "seed of everything random in the run",
    fallback: 42,
    kind: number({ whole: true, min: 0 }),
  },
  backend: {
    path: "backend",
    takes: "auto|webgpu|wasm",
    summary: "where to compute",
    fallback: "auto",
    kind: choice(["auto", "webgpu", "wasm"]),
    free: true,
  },
  out: {
    path: "out",
    takes: "DIR",
    summary: "the run folder (default: a new folder below runs)",
    fallback: null,
    kind: optional(text),
    free: true,
  },
  checkpointSteps: {
    path: "checkpoint.steps",
    takes: "COUNT",
    summary: "write a checkpoint every so many steps too, not only after epochs",
    fallback: null,
    kind: optional(count),
    free: true,
  },
  checkpointEpochs: {
    path: "checkpoint.epochs",
    takes: "COUNT",
    summary: "keep the checkpoint of every so many epochs, as epoch-N",
    fallback: null,
    kind: optional(count),
    free: true,
  },
  keep: {
    path: "checkpoint.keep",
    takes: "COUNT",
    summary: "keep only the newest of these",
    fallback: null,
    kind: optional(count),
    free: true,
  },
  maxTime: {
    path: "stop.maxTime",
    takes: "TIME",
    summary: "stop with a checkpoint after this time: 90s, 30m, 1h30m",
    fallback: null,
    kind: optional(timeSpan),
    free: true,
  },
  patience: {
    path: "stop.patience",
    takes: "COUNT",
    summary: "stop when the top-1 accuracy has not risen for so many epochs",
    fallback: null,
    kind: optional(count),
    free: true,
  },
  logFormat: {
    path: "log.format",
    takes: "human|json",
    summary: "how to tell how it goes: lines for people, or a JSON object a line",
    fallback: "human",
    kind: choice(["human", "json"]),
    free: true,
  },
  quiet: {
    path: "log.quiet",
    takes: "",
    summary: "say nothing but what is wrong",
    fallback: false,
    kind: truth,
    free: true,
  },
};
