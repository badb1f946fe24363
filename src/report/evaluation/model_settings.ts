import type { Either } from "fp-ts/Either";
import { map } from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { ReadonlyNonEmptyArray } from "fp-ts/ReadonlyNonEmptyArray";
import { type Config, decodeArguments, type Issue } from "../../train/mod.ts";
import { flagName } from "../../train/flag_name.ts";
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
 * What a model is asked with: what flags say, else what it was learned with, else the defaults.
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
  const recorded = config === undefined ? undefined : { name: file, config };
  return pipe(decodeArguments(args, { recorded }), map(({ config }) => config));
}
