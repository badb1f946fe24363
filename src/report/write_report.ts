import * as E from "fp-ts/Either";
import { DataError } from "../data/mod.ts";
import { storageError } from "../train/storage_error.ts";
import { writeWhole } from "../train/write_whole.ts";
import { metricsCsv } from "./metrics_csv.ts";
import { readRun } from "./read_run.ts";
import type { RecordedRun } from "./recorded_run.ts";
import { runReport } from "./run_report.ts";
import type { Shown } from "./tensorboard/event.ts";
import { eventFile } from "./tensorboard/event_file.ts";

/** Options of {@linkcode writeReport}. */
export interface WriteReportOptions {
  /** A clock in milliseconds since 1970, for the wall times of the first events. */
  readonly now: () => number;
}

/**
 * Makes what people look at of a run's folder anew from what the run wrote down: `report.html`, `metrics.csv` and the
 * TensorBoard events. It can be done at any time, also while the run goes on.
 *
 * @param path The folder of the run.
 * @param options A clock.
 * @returns The run.
 * @throws {DataError} If it is not the folder of a run, or is damaged.
 * @throws {TrainError} If the files cannot be written.
 */
export async function writeReport(path: string, { now }: WriteReportOptions): Promise<RecordedRun> {
  const read = await readRun(path)();
  if (E.isLeft(read)) throw read.left;
  const run = read.right;
  const { csv, shown, html } = pagesOf(run);
  try {
    const started = await startOf(path) ?? Math.floor(now() / 1000 - (run.metrics.at(-1)?.seconds ?? 0));
    await writeWhole(`${path}/metrics.csv`, csv);
    await grow(
      `${path}/events.out.tfevents.${started}.miamix`,
      eventFile(run.metrics, { started, shown }),
    );
    await writeWhole(`${path}/report.html`, html);
  } catch (cause) {
    throw storageError(`the run folder ${path}`, cause);
  }
  return run;
}

/** Makes the pages of a run. Its records may be anything in a folder that was damaged. */
function pagesOf(run: RecordedRun) {
  try {
    return { csv: metricsCsv(run.metrics), shown: shownOf(run), html: runReport(run) };
  } catch (cause) {
    throw new DataError(
      `Cannot read the run ${run.path}: config.json and pictures must be as deno task train writes them, ` +
        `current value is ${cause}`,
      { cause },
    );
  }
}

/** When the run started, in seconds since 1970, as the name of its events tells; `undefined` before there are any. */
async function startOf(path: string): Promise<number | undefined> {
  for await (const { name } of Deno.readDir(path)) {
    const [, started] = /^events\.out\.tfevents\.(\d+)\.miamix$/.exec(name) ?? [];
    if (started !== undefined) return Number(started);
  }
}

/** What TensorBoard shows beside the curves. */
function shownOf({ record, config, batches }: RecordedRun): readonly Shown[] {
  const recipe = Array.isArray(record.recipe) ? record.recipe : [];
  const rows = Object.entries(config).map(([path, value]) => `| ${path} | ${JSON.stringify(value)} |`);
  return [
    { tag: "recipe", text: recipe.map((line) => `    ${line}`).join("\n") },
    { tag: "configuration", text: ["| setting | value |", "| --- | --- |", ...rows].join("\n") },
    ...batches.map(({ batch, sheet }) => {
      const header = new DataView(sheet.buffer, sheet.byteOffset);
      return {
        tag: `batches/step ${batch.step}`,
        png: sheet,
        width: header.getUint32(16),
        height: header.getUint32(20),
      };
    }),
  ];
}

/** Appends what a file lacks, so that TensorBoard can follow it; a file that begins otherwise is replaced. */
async function grow(path: string, content: Uint8Array): Promise<void> {
  const there = await Deno.readFile(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return new Uint8Array();
    throw error;
  });
  if (there.length > content.length || there.some((byte, i) => byte !== content[i])) {
    return await writeWhole(path, content);
  }
  await Deno.writeFile(path, content.subarray(there.length), { append: true });
}
