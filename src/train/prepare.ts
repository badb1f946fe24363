import type { Dataset, Samples } from "../data/mod.ts";
import { progressPrinter } from "../data/fetch/mod.ts";
import { learnedMixture, mixBlockSites } from "../automix/mod.ts";
import { vanilla } from "../method/mod.ts";
import {
  chosenConvolution,
  type Convolution,
  convolution,
  type KernelChoice,
  type Network,
  network,
  selfTest,
  tfjsConvolution,
} from "../nn/mod.ts";
import type { Recipe } from "../recipe/recipe.ts";
import { type Backend, chooseBackend } from "./backend.ts";
import type { Config } from "./config.ts";
import { findKernels, type FindKernelsOptions, isOfTfjs, kernelsLine } from "./find_kernels.ts";
import { demandUninterrupted } from "./interruption.ts";
import { loadDataset } from "./load_dataset.ts";
import { loadRecipe, through } from "./load_recipe.ts";
import { parameterCount } from "./parameter_count.ts";
import { runKeys } from "./run_keys.ts";
import { stepsPerEpoch } from "./steps_per_epoch.ts";
import { TrainError } from "./train_error.ts";

/** A run that is ready to train: everything that user input can spoil has been checked. */
export interface Run {
  /** What was asked for. */
  readonly config: Config;
  /** How images are mixed. */
  readonly recipe: Recipe;
  /** What takes its place after the epochs that mix. */
  readonly unmixed: Recipe;
  /** The images, limited as the configuration says. */
  readonly dataset: Dataset<Samples>;
  /** Where it computes. */
  readonly backend: Backend;
  /** Whose kernels convolve, where they are not all of this package. */
  readonly kernels: KernelChoice;
  /** The network, with its first weights. */
  readonly network: Network;
  /** A second one, which becomes a slow copy of the first, where the recipe has learned masks. */
  readonly follower?: Network | undefined;
  /** Steps an epoch has. */
  readonly stepsPerEpoch: number;
}

/** Options of {@linkcode prepare}. */
export interface PrepareOptions {
  /** A clock in milliseconds, for progress and to measure kernels with. */
  readonly now: () => number;
  /** Told a line about each part that is ready. */
  readonly tell: (line: string) => void;
  /** The kernels of the run that this one goes on with. @default {undefined} */
  readonly kernels?: KernelChoice | undefined;
  /** True if workers may only compute, which needs Deno's flag `--unstable-worker-options`. @default {false} */
  readonly confined?: boolean;
  /** Interrupts the preparation. @default {undefined} */
  readonly signal?: AbortSignal | undefined;
  /** True if nothing is to be trained: then the device is not tested, and no kernels are measured. @default {false} */
  readonly dry?: boolean;
}

/**
 * Makes everything ready that a run needs: recipe, images, backend and network, the last two tested to compute right
 * gradients together at the sizes of the run.
 *
 * @param config What to train.
 * @param options A clock, and someone to tell.
 * @throws {TrainError} If the recipe cannot be loaded, or there is no backend to train on.
 * @throws {DataError} If the images cannot be had.
 */
export async function prepare(
  config: Config,
  { now, tell, confined, kernels: recorded, signal, dry = false }: PrepareOptions,
): Promise<Run> {
  const recipe = await loadRecipe(config);
  const learns = learnedMixture(recipe) !== undefined;
  const progress = progressPrinter({ now, show: undefined, print: tell });
  const dataset = await loadDataset(config, {
    tell(step) {
      demandUninterrupted(signal);
      progress(step);
    },
    confined,
  });
  const { train, test, height, width, channels, classNames } = dataset;
  tell(
    `Data: ${dataset.name}, ${number(train.count)} training and ${number(test.count)} ${
      config.validation ?? config.fold ? "validation" : "test"
    } images of ` +
      `${width}x${height}x${channels} in ${classNames.length} classes.`,
  );
  for (const note of dataset.notes ?? []) tell(note);
  const build = (convolution?: Convolution) =>
    network(config.model, {
      size: [height, width],
      channels,
      classes: classNames.length,
      mean: dataset.mean,
      std: dataset.std,
      ...(convolution === undefined ? {} : { convolution }),
    }, runKeys(config.seed).network);
  const batch = Math.min(config.batchSize, train.count);
  const backend = await chooseBackend(
    config.backend,
    () => dry ? Promise.resolve() : testOnce(build(), learns, batch),
  );
  tell(backend.summary);
  const kernels = config.kernels === "own" || dry
    ? {}
    : await kernelsFor(config, build(), { backend, batch, recorded, now });
  if (config.kernels !== "own" && !dry) tell(`Kernels: ${kernelsLine(kernels)}.`);
  if (dry) {
    const measured = config.kernels === "auto" ? ", nor measures kernels" : "";
    tell(`A dry run does not test the device${measured}: that is done when the run starts.`);
  }
  const chosen = isOfTfjs(kernels)
    ? chosenConvolution(kernels, { own: convolution(), tfjs: tfjsConvolution })
    : undefined;
  const built = build(chosen);
  const steps = stepsPerEpoch(train.count, config.batchSize);
  tell(
    `Training: ${built.name}, ${number(parameterCount(built))} parameters, with ${config.method}; ` +
      `${config.epochs} epochs of ${number(steps)} steps of ${batch} images.`,
  );
  return {
    config,
    recipe,
    unmixed: through(config.views)(vanilla()),
    dataset,
    backend,
    kernels,
    network: built,
    follower: learns ? build(chosen) : undefined,
    stepsPerEpoch: steps,
  };
}

/** Finds the kernels of a run; those of tfjs are tested when they were not measured and tested on this device. */
async function kernelsFor(
  config: Config,
  network: Network,
  options: FindKernelsOptions,
): Promise<KernelChoice> {
  try {
    const kernels = await findKernels(config, network, options);
    const untested = config.kernels === "tfjs" || options.recorded !== undefined;
    if (untested && isOfTfjs(kernels)) await testKernels(config, kernels, network, options.batch);
    return kernels;
  } finally {
    network.dispose();
  }
}

async function testKernels(
  config: Config,
  kernels: KernelChoice,
  network: Network,
  batch: number,
): Promise<void> {
  try {
    const convolve = chosenConvolution(kernels, { own: convolution(), tfjs: tfjsConvolution });
    await selfTest(network, batch, { convolution: convolve });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause;
    throw new TrainError("backend", `Cannot train with --kernels ${config.kernels}: ${why}`, { cause });
  }
}

async function testOnce(network: Network, learns: boolean, batch: number): Promise<void> {
  const masks = learns ? mixBlockSites(network.featureShape) : [];
  try {
    await selfTest({ convolutions: [...network.convolutions, ...masks] }, batch);
  } finally {
    network.dispose();
  }
}

function number(value: number): string {
  return value.toLocaleString("en");
}
