import { isLeft } from "fp-ts/Either";
import { type Dataset, datasets, limit, type Split } from "../data/mod.ts";
import type { Config } from "./config.ts";
import { TrainError } from "./train_error.ts";

/**
 * Loads the images of a run, limited as the configuration says.
 *
 * @throws {DataError} If they are missing or damaged.
 * @throws {TrainError} If there is no such data set.
 */
export async function loadDataset(
  { dataset, dataDir, limitTrain, limitTest }: Pick<
    Config,
    "dataset" | "dataDir" | "limitTrain" | "limitTest"
  >,
): Promise<Dataset> {
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
  const loaded = await source.load(dataDir === null ? {} : { dataDir })();
  if (isLeft(loaded)) throw loaded.left;
  const { train, test } = loaded.right;
  return { ...loaded.right, train: few(train, limitTrain), test: few(test, limitTest) };
}

function few(split: Split, count: number | null): Split {
  return count === null ? split : limit(split, count);
}
