import { DataError, type Dataset, type Samples } from "../../data/mod.ts";
import { demand } from "../../demand.ts";
import {
  type Config,
  type DataDigest,
  dataDigest,
  type ModelData,
  modelDataOf,
  trainedOn,
} from "../../train/mod.ts";
import { loadDataset } from "../../train/load_dataset.ts";
import { matchClasses } from "./match_classes.ts";
import type { LearnedFrom, SavedModel } from "./read_model.ts";
import { someOf } from "./some_of.ts";

/** Channel means and deviations that take the place of those of a data set. */
export type Statistics = Partial<Pick<ModelData, "mean" | "std">>;

/** Options of {@linkcode showData}. */
export interface ShowDataOptions {
  /** Means and deviations for weights of another program. @default those of the data set */
  readonly statistics?: Statistics;
  /** True if workers may only compute, which needs Deno's flag `--unstable-worker-options`. @default {false} */
  readonly confined?: boolean;
}

/** Images as a network is shown them. */
export interface ShownData {
  /** The images; their labels and class names are those of the network. */
  readonly dataset: Dataset<Samples>;
  /** The facts that the network needs of the images that it learned from. */
  readonly data: ModelData;
  /** True if the images are those of the run, or there is no run. */
  readonly own: boolean;
  /** Notes that are needed to judge the result, a line each. */
  readonly notes: readonly string[];
}

/**
 * Loads the images that a model is measured with. Mean, deviations, size and classes are those of the run that the model
 * comes from, and classes are matched by name; a model of another program takes all of that from the data set.
 *
 * @throws {DataError} If the images cannot be had, a class is unknown to the run, or images that were dealt out to test
 * with were trained on.
 * @throws {RangeError} If there are not as many means or deviations as channels.
 */
export async function showData(
  { learned }: SavedModel,
  config: Config,
  { statistics = {}, confined = false }: ShowDataOptions = {},
): Promise<ShownData> {
  const known = learned?.data;
  const loaded = await loadDataset(
    { ...config, size: known?.size[0] ?? config.size },
    { confined, ...(known && { fewestClasses: 1 }) },
  );
  const data = known ?? { ...modelDataOf(loaded), ...given(statistics, loaded.channels) };
  demandSize(data, loaded);
  const { dataset, missing } = matchClasses(loaded, data.classNames);
  const found = loaded.notes ?? [];
  if (learned === undefined) return { dataset, data, own: true, notes: found };
  const digest = await dataDigest(loaded);
  const own = digest.sha256 === learned.sha256;
  const isDealt = loaded.dealt === true || config.validation !== null || config.fold !== null;
  const classes = data.classNames.length;
  return {
    dataset,
    data,
    own,
    notes: [
      ...found,
      ...(missing.length === 0 ? [] : [
        `Classes of the run that are not in the data (${missing.length} of ${classes}): ${someOf(missing)}`,
      ]),
      ...(own ? [] : [
        `The data are not those of the run: SHA-256 ${digest.sha256.slice(0, 12)}, the run has ${
          learned.sha256.slice(0, 12)
        }`,
        ...(known === undefined
          ? [
            "The checkpoint does not say what its run has learned: mean, deviation and classes are those of the data",
          ]
          : []),
        ...(learned.images === undefined && isDealt
          ? [
            "The images were dealt out anew, and the run has no record of its own: it may have been trained on some",
          ]
          : []),
      ]),
      ...seenBefore(learned, digest, isDealt),
    ],
  };
}

function given({ mean, std }: Statistics, channels: number): Statistics {
  for (const [name, numbers] of [["mean", mean], ["std", std]] as const) {
    const rule = `--${name} must have a number for each of ${channels} channels`;
    demand(numbers === undefined || numbers.length === channels, "load the data set", rule, numbers);
  }
  return { ...(mean && { mean }), ...(std && { std }) };
}

function demandSize({ size: [height, width], channels }: ModelData, shown: Dataset<Samples>): void {
  const [own, there] = [[height, width, channels], [shown.height, shown.width, shown.channels]]
    .map((sides) => sides.join("×"));
  if (own === there) return;
  throw new DataError(
    `Cannot evaluate: images must be ${own} as those of the run, current value is ${there}`,
  );
}

/**
 * Says how many test images were trained on, also before the run went on with the data that it has now, and refuses that
 * where they were dealt out of all images.
 */
function seenBefore({ images }: LearnedFrom, { test }: DataDigest, isDealt: boolean): readonly string[] {
  const seen = images === undefined ? 0 : trainedOn(images, test);
  if (seen === 0) return [];
  if (!isDealt) return [`The run was trained on ${seen} of the ${test.length} test images`];
  throw new DataError(
    `Cannot evaluate: images to test with must not have been trained on, ${seen} of ${test.length} were; ` +
      "images are dealt out anew when there are more or fewer, or --validation, --fold or --seed is another one: " +
      "undo that, or put images to test with into a folder val beside train",
  );
}
