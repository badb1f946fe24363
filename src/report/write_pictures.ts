import { fold } from "../random/mod.ts";
import { batches, feedBatch, type Run, runKeys } from "../train/mod.ts";
import { storageError } from "../train/storage_error.ts";
import { writeWhole } from "../train/write_whole.ts";
import { pictureBatch } from "./picture_batch.ts";

/** How many batches, and how many samples of each: what fits a page. */
const BATCHES = 2, SAMPLES = 6;
/** How many pixels are mixed for a picture: more than 900 images of 64×64, a second's work at most. */
const PIXELS = 4e6;

/**
 * Draws the first batches of a run as it mixes them, into `pictures` in its folder: a sheet for each, and
 * `batches.json`, which says what is on them. A recipe whose masks are learned has none before it has learned. Of batches
 * of more than four million pixels, fewer samples are mixed, among themselves.
 *
 * @param path The folder of the run.
 * @param run The run; it is not changed.
 * @throws {TrainError} If the files cannot be written.
 */
export async function writePictures(
  path: string,
  run: Pick<Run, "config" | "recipe" | "dataset">,
): Promise<void> {
  const { config: { seed, batchSize, partners }, recipe, dataset } = run;
  const keys = runKeys(seed);
  const most = Math.max(SAMPLES, Math.floor(PIXELS / (dataset.height * dataset.width)));
  const first = batches(dataset.train.count, batchSize, fold(keys.order, 1)).slice(0, BATCHES);
  const source = { recipe, dataset, partners };
  const fed = await Promise.all(
    first.map((ids, step) => feedBatch(source, ids.subarray(0, most), fold(keys.mixing, 1), step)),
  );
  if (fed.some(({ plan }) => plan.passes.some(({ learned }) => learned.length > 0))) return;
  const pictured = fed.map((fed, i) =>
    pictureBatch({ step: i + 1, recipe, fed, classNames: dataset.classNames }, SAMPLES)
  );
  try {
    await Deno.mkdir(`${path}/pictures`, { recursive: true });
    for (const { batch, sheet } of pictured) await writeWhole(`${path}/pictures/${batch.sheet}`, sheet);
    const list = { batches: pictured.map(({ batch }) => batch) };
    await writeWhole(`${path}/pictures/batches.json`, `${JSON.stringify(list, null, 1)}\n`);
  } catch (cause) {
    throw storageError(`the run folder ${path}`, cause);
  }
}
