import { isLeft } from "fp-ts/Either";
import { type Dataset, datasets, limit, mislabel, perClass, type Split } from "../data/mod.ts";
import type { Config } from "./config.ts";
import { TrainError } from "./train_error.ts";

/** What of a configuration decides which images there are. */
export type DataConfig = Pick<
  Config,
  "dataset" | "dataDir" | "limitTrain" | "limitTest" | "size" | "perClass" | "labelNoise" | "seed"
>;

/**
 * Loads the images of a run: limited, and with wrong labels, as the configuration says.
 *
 * @throws {DataError} If they are missing or damaged.
 * @throws {TrainError} If there is no such data set, or it takes no folder.
 * @throws {RangeError} If a class has fewer images than are asked for.
 */
export async function loadDataset(config: DataConfig): Promise<Dataset> {
  const { dataset, dataDir, size } = config;
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
  const loaded = await source.load({
    ...(dataDir === null ? {} : { dataDir }),
    ...(size === null ? {} : { size }),
  })();
  if (isLeft(loaded)) throw loaded.left;
  const { train, test, classNames } = loaded.right;
  return {
    ...loaded.right,
    train: wrong(few(balanced(train, config.perClass), config.limitTrain), classNames.length, config),
    test: few(test, config.limitTest),
  };
}

function balanced(split: Split, count: number | null): Split {
  return count === null ? split : perClass(split, count);
}

function few(split: Split, count: number | null): Split {
  return count === null ? split : limit(split, count);
}

function wrong(split: Split, classes: number, { labelNoise, seed }: DataConfig): Split {
  return labelNoise === 0 ? split : mislabel(split, { probability: labelNoise, classes, seed });
}
