import { type Run, runKeys, TrainError } from "../train/mod.ts";
import { batches } from "../train/batches.ts";
import { feedBatch } from "../train/feed.ts";
import { fold } from "../random/mod.ts";
import { pictureBatch } from "./picture_batch.ts";
import { writeWhole } from "./write_whole.ts";

/** How many batches, and how many samples of each: what fits a page. */
const BATCHES = 2, SAMPLES = 6;

/**
 * Draws the first batches of a run as it mixes them, into `pictures` in its folder: a sheet for each, and
 * `batches.json`, which says what is on them. A recipe whose masks are learned has none before it has learned.
 *
 * @param path The folder of the run.
 * @param run The run; it is not changed.
 * @throws {TrainError} If the files cannot be written.
 */
export async function writePictures(path: string, run: Run): Promise<void> {
  const { config, recipe, dataset } = run;
  const keys = runKeys(config.seed);
  const first = batches(dataset.train.count, config.batchSize, fold(keys.order, 1)).slice(0, BATCHES);
  const source = { recipe, dataset, partners: config.partners };
  const fed = await Promise.all(first.map((ids, step) => feedBatch(source, ids, fold(keys.mixing, 1), step)));
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
    const why = cause instanceof Error ? cause.message : cause;
    throw new TrainError("storage", `Cannot write the pictures of ${path}: ${why}`, { cause });
  }
}
