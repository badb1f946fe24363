import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { DataError } from "../data/mod.ts";
import type { Outline } from "../recipe/outline.ts";
import type { Metrics } from "../train/mod.ts";
import { flatten } from "./flatten.ts";
import type { PicturedBatch } from "./pictured_batch.ts";
import type { RecordedRun } from "./recorded_run.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * Makes a task that reads the folder of a run, also while the run goes on: a line of metrics that is not whole yet is
 * left out.
 *
 * @param path The folder.
 */
export function readRun(path: string): TE.TaskEither<DataError, RecordedRun> {
  return pipe(
    TE.Do,
    TE.bind(
      "record",
      () => pipe(readText(path, "config.json"), TE.chainEitherK((text) => decodeRecord(path, text))),
    ),
    TE.bind(
      "metrics",
      () => pipe(readText(path, "metrics.jsonl"), TE.chainEitherK((text) => decodeMetrics(path, text))),
    ),
    TE.bind("batches", () => readBatches(path)),
    TE.map(({ record, metrics, batches }) => ({
      path,
      record,
      config: flatten(record.config as Json),
      outline: record.outline as Outline | undefined,
      metrics,
      batches,
    })),
  );
}

function decodeRecord(path: string, text: string): E.Either<DataError, Json> {
  return pipe(
    parsed(path, "config.json", text),
    E.filterOrElse(
      (record) => isRecord(record.config),
      () => broken(path, "config.json must have a config", text.slice(0, 40)),
    ),
  );
}

const fields = [
  "epoch",
  "step",
  "trainLoss",
  "testLoss",
  "top1",
  "top5",
  "lr",
  "seconds",
  "imagesPerSecond",
] as const;

function decodeMetrics(path: string, text: string): E.Either<DataError, readonly Metrics[]> {
  const lines = text.split("\n").slice(0, -1);
  const decoded = lines.map((line, i) =>
    pipe(
      parsed(path, `line ${i + 1} of metrics.jsonl`, line),
      E.filterOrElse(
        (record) => fields.every((field) => typeof record[field] === "number"),
        () => broken(path, `line ${i + 1} of metrics.jsonl must have the numbers ${fields.join(", ")}`, line),
      ),
      E.map((record) => record as unknown as Metrics),
    )
  );
  return decoded.find(E.isLeft) ?? E.right(decoded.flatMap((line) => E.isRight(line) ? [line.right] : []));
}

/** The pictures of the first batches; none if there is no list of them. */
function readBatches(path: string): TE.TaskEither<DataError, RecordedRun["batches"]> {
  return async () => {
    const text = await readText(path, "pictures/batches.json")();
    if (E.isLeft(text)) return E.right([]);
    const listed = parsed(path, "pictures/batches.json", text.right);
    if (E.isLeft(listed)) return listed;
    try {
      const batches = listed.right.batches as readonly PicturedBatch[];
      return E.right(
        await Promise.all(
          batches.map(async (batch) => ({
            batch,
            sheet: await Deno.readFile(`${path}/pictures/${batch.sheet}`),
          })),
        ),
      );
    } catch (cause) {
      return E.left(broken(path, "pictures/batches.json must list sheets that are there", cause));
    }
  };
}

function readText(path: string, name: string): TE.TaskEither<DataError, string> {
  return TE.tryCatch(
    () => Deno.readTextFile(`${path}/${name}`),
    (cause) =>
      broken(
        path,
        `${name} must be a file that can be read`,
        cause instanceof Deno.errors.NotFound ? "nothing" : cause,
      ),
  );
}

function parsed(path: string, name: string, text: string): E.Either<DataError, Json> {
  return pipe(
    E.tryCatch(() => JSON.parse(text) as unknown, (cause) => broken(path, `${name} must be JSON`, cause)),
    E.filterOrElse(isRecord, () => broken(path, `${name} must be an object`, text)),
  );
}

function broken(path: string, rule: string, value: unknown): DataError {
  return new DataError(
    `Cannot read the run ${path}: ${rule}, current value is ${value}; name a folder that deno task train has made`,
  );
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
