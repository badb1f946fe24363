import { right } from "fp-ts/Either";
import { datasets } from "../data/mod.ts";
import { methods } from "../method/mod.ts";
import { networks } from "../nn/mod.ts";
import type { Config } from "./config.ts";
import { decodeChoice } from "./decode_choice.ts";
import { decodeFold } from "./decode_fold.ts";
import { decodeNumber } from "./decode_number.ts";
import type { Flag } from "./flag.ts";
import { isScript } from "./is_script.ts";

const count = decodeNumber("must be a whole number > 0", (value) => Number.isSafeInteger(value) && value > 0);
const methodName = decodeChoice(Object.keys(methods), "the path of a script");

/**
 * The flags that set the configuration, by its fields. Parsing, help, defaults and suggestions all come from this
 * table. The defaults of batch size and optimiser are those of the MiAMix paper (section 4.1); the number of
 * epochs is chosen so that the embedded data set takes about two minutes on a machine without a GPU.
 */
export const flags: { readonly [K in keyof Config]: Flag<Config[K]> } = {
  dataset: {
    takes: "NAME",
    summary: "data set to learn",
    fallback: "embedded",
    decode: decodeChoice(Object.keys(datasets)),
  },
  dataDir: {
    takes: "DIR",
    summary: "folder with the files of the data set",
    fallback: null,
    decode: right,
  },
  limitTrain: {
    takes: "COUNT",
    summary: "use this many training images",
    fallback: null,
    decode: count,
  },
  limitTest: {
    takes: "COUNT",
    summary: "use this many test images",
    fallback: null,
    decode: count,
  },
  size: {
    takes: "PIXELS",
    summary: "resize images to this many rows and columns (folder, tiny-imagenet)",
    fallback: null,
    decode: count,
  },
  perClass: {
    takes: "COUNT",
    summary: "use this many training images of each class",
    fallback: null,
    decode: count,
  },
  labels: {
    takes: "fine|coarse",
    summary: "learn the classes of cifar100, or the 20 groups of them",
    fallback: "fine",
    decode: decodeChoice(["fine", "coarse"]),
  },
  validation: {
    takes: "SHARE",
    summary: "hold out this share of every class and measure with it, not with the test images",
    fallback: null,
    decode: decodeNumber("must be in (0, 1)", (value) => value > 0 && value < 1),
  },
  fold: {
    takes: "I/K",
    summary: "deal the training images into K parts and measure with part I, not with the test images",
    fallback: null,
    decode: decodeFold,
  },
  labelNoise: {
    takes: "SHARE",
    summary: "make this share of the training labels wrong, in [0, 1]",
    fallback: 0,
    decode: decodeNumber("must be in [0, 1]", (value) => value >= 0 && value <= 1),
  },
  method: {
    takes: "NAME|FILE",
    summary: "mixing method, or a script whose default export is a recipe",
    fallback: "miamix",
    decode: (text) => isScript(text) ? right(text) : methodName(text),
  },
  partners: {
    takes: "batch|all",
    summary: "mix images with others of the batch, or of the whole training set",
    fallback: "batch",
    decode: decodeChoice(["batch", "all"]),
  },
  views: {
    takes: "crop-flip|none",
    summary: "random crop (padding 4) and flip before mixing, or the recipe as it is",
    fallback: "crop-flip",
    decode: decodeChoice(["crop-flip", "none"]),
  },
  model: {
    takes: "NAME",
    summary: "network to train",
    fallback: "small",
    decode: decodeChoice(Object.keys(networks)),
  },
  epochs: {
    takes: "COUNT",
    summary: "passes over the training images",
    fallback: 9,
    decode: count,
  },
  batchSize: {
    takes: "COUNT",
    summary: "images a step",
    fallback: 128,
    decode: count,
  },
  lr: {
    takes: "RATE",
    summary: "learning rate at the start of the cosine",
    fallback: 0.1,
    decode: decodeNumber("must be > 0", (value) => value > 0),
  },
  momentum: {
    takes: "SHARE",
    summary: "momentum of the optimiser, in [0, 1)",
    fallback: 0.9,
    decode: decodeNumber("must be in [0, 1)", (value) => value >= 0 && value < 1),
  },
  weightDecay: {
    takes: "RATE",
    summary: "weight decay",
    fallback: 5e-4,
    decode: decodeNumber("must be >= 0", (value) => value >= 0),
  },
  seed: {
    takes: "NUMBER",
    summary: "seed of everything random in the run",
    fallback: 42,
    decode: decodeNumber(
      "must be a whole number in [0, 2^53)",
      (value) => Number.isSafeInteger(value) && value >= 0,
    ),
  },
  backend: {
    takes: "auto|webgpu|wasm",
    summary: "where to compute",
    fallback: "auto",
    decode: decodeChoice(["auto", "webgpu", "wasm"]),
  },
  out: {
    takes: "DIR",
    summary: "the run folder (default: a new folder below runs)",
    fallback: null,
    decode: right,
  },
};
