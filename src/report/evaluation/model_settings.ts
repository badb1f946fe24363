import type { Either } from "fp-ts/Either";
import { map } from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { ReadonlyNonEmptyArray } from "fp-ts/ReadonlyNonEmptyArray";
import { type Config, decodeArguments, type Issue } from "../../train/mod.ts";
import { flagName } from "../../train/flag_name.ts";
import { isRecord } from "../../train/read_record.ts";
import type { SavedModel } from "./read_model.ts";

/** The settings of a run that say which network is asked about which images, and where. */
export const modelSettings: readonly (keyof Config)[] = [
  "model",
  "dataset",
  "dataDir",
  "cacheDir",
  "memory",
  "workers",
  "limitTest",
  "size",
  "orientation",
  "testFolder",
  "badImages",
  "labels",
  "validation",
  "fold",
  "seed",
  "batchSize",
  "backend",
];

/**
 * What a model is asked with: what flags say, else what it was learned with, else the defaults. With another data set, what
 * was said of the one that it was learned with does not count.
 *
 * @param given The texts after flags, by the names of the flags.
 * @param model The model.
 * @returns On the left, everything that is wrong.
 */
export function settingsOf(
  given: Readonly<Record<string, unknown>>,
  { file, config }: SavedModel,
): Either<ReadonlyNonEmptyArray<Issue>, Config> {
  const args = modelSettings.map(flagName).flatMap((name) =>
    given[name] === undefined ? [] : [`--${name}=${given[name]}`]
  );
  const recorded = config === undefined
    ? undefined
    : { name: file, config: withDataset(config, given.dataset) };
  return pipe(decodeArguments(args, { recorded }), map(({ config }) => config));
}

/** The settings of the data section that are about the machine, whichever data set it is. */
const ofMachine = ["cacheDir", "memory", "workers"];

function withDataset(config: unknown, name: unknown): unknown {
  if (!isRecord(config) || !isRecord(config.data) || name === undefined || config.data.name === name) {
    return config;
  }
  return {
    ...config,
    data: Object.fromEntries(Object.entries(config.data).filter(([key]) => ofMachine.includes(key))),
  };
}
