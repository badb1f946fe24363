import { isLeft } from "fp-ts/Either";
import {
  type Dataset,
  datasets,
  type Holdout,
  holdOut,
  limit,
  type LoadOptions,
  mislabel,
  perClass,
  type Samples,
  takeFold,
  type Tell,
} from "../data/mod.ts";
import type { Config } from "./config.ts";
import { TrainError } from "./train_error.ts";

/** What of a configuration decides which images there are. */
export type DataConfig = Pick<
  Config,
  | "dataset"
  | "dataDir"
  | "cacheDir"
  | "memory"
  | "workers"
  | "limitTrain"
  | "limitTest"
  | "size"
  | "orientation"
  | "perClass"
  | "testFolder"
  | "badImages"
  | "labels"
  | "validation"
  | "fold"
  | "labelNoise"
  | "seed"
>;

/** What the program around a run gives to load its images. */
export interface DataHelp {
  /** Hears how far a conversion is. */
  readonly tell?: Tell;
  /** Whether workers may do nothing but compute, which needs Deno's flag `--unstable-worker-options`. @default {false} */
  readonly confined?: boolean | undefined;
  /** The fewest classes that a folder of images may have. @default {2} */
  readonly fewestClasses?: number;
}

/**
 * Loads the images of a run: held out, limited, and with wrong labels, as the configuration says. What is held out of the
 * training images takes the place of the test images.
 *
 * @throws {DataError} If they are missing or damaged.
 * @throws {TrainError} If there is no such data set, or it takes no folder.
 * @throws {RangeError} If a class has fewer images than are asked for.
 */
export async function loadDataset(
  config: DataConfig,
  { tell, confined = false, fewestClasses = 2 }: DataHelp = {},
): Promise<Dataset<Samples>> {
  const { dataset, dataDir, cacheDir, size, workers } = config;
  const source = datasets[dataset];
  if (source === undefined) {
    const names = Object.keys(datasets).join(", ");
    throw new TrainError(
      "usage",
      `Cannot load the data set: its name must be one of ${names}, current value is ${dataset}`,
    );
  }
  if (dataset === "embedded" && dataDir !== null) {
    throw new TrainError(
      "usage",
      `Cannot load the data set: --data-dir goes with a --dataset that is read from files, current value is ${dataDir}`,
    );
  }
  if (config.labels !== "fine" && dataset !== "cifar100") {
    throw new TrainError(
      "usage",
      `Cannot load the data set: --labels coarse goes with --dataset cifar100, current value is ${dataset}`,
    );
  }
  if (config.testFolder !== null && dataset !== "folder") {
    throw new TrainError(
      "usage",
      `Cannot load the data set: --test-folder goes with --dataset folder, current value is ${dataset}`,
    );
  }
  const options = {
    ...(dataDir === null ? {} : { dataDir }),
    ...(size === null ? {} : { size }),
    ...(workers === null ? {} : { workers }),
    orientation: config.orientation,
    ...(config.testFolder === null ? {} : { testFolder: config.testFolder }),
    badImages: config.badImages,
    labels: config.labels,
    most: mostOf(config),
    confined,
    fewestClasses,
  };
  const loaded = cacheDir === null
    ? await source.load(options)()
    : await source.open(options, { cacheDir, memory: 1e6 * config.memory, tell })();
  if (isLeft(loaded)) throw loaded.left;
  const { train, test } = divide(loaded.right, config);
  const chosen = few(balanced(train, config.perClass), config.limitTrain);
  return {
    ...loaded.right,
    train: wrong(chosen, loaded.right.classNames.length, config),
    test: few(test, config.limitTest),
  };
}

/** How many images are used, where their first ones are: what is dealt or taken by class looks at all of them. */
function mostOf({ limitTrain, limitTest, perClass, validation, fold }: DataConfig): LoadOptions["most"] {
  if (perClass !== null || validation !== null || fold !== null) return {};
  return { train: limitTrain ?? undefined, test: limitTest ?? undefined };
}

/** Takes the images to measure with from the training images where the configuration says so. */
function divide<S extends Samples>(
  { train, test }: Pick<Dataset<S>, "train" | "test">,
  { validation, fold, seed }: DataConfig,
): Pick<Dataset<S>, "train" | "test"> {
  if (validation !== null && fold !== null) {
    throw new TrainError(
      "usage",
      `Cannot load the data set: only one of --validation and --fold can be given, current value is ${validation} and ` +
        fold,
    );
  }
  if (validation !== null) return held(holdOut(train, { share: validation, seed }));
  if (fold === null) return { train, test };
  const [part = 1, folds = 2] = fold.split("/").map(Number);
  return held(takeFold(train, { folds, fold: part - 1, seed }));
}

function held<S extends Samples>({ train, validation }: Holdout<S>): Pick<Dataset<S>, "train" | "test"> {
  return { train, test: validation };
}

function balanced<S extends Samples>(split: S, count: number | null): S {
  return count === null ? split : perClass(split, count);
}

function few<S extends Samples>(split: S, count: number | null): S {
  return count === null ? split : limit(split, count);
}

function wrong<S extends Samples>(split: S, classes: number, { labelNoise, seed }: DataConfig): S {
  return labelNoise === 0 ? split : mislabel(split, { probability: labelNoise, classes, seed });
}
