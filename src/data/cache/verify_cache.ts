import * as TE from "fp-ts/TaskEither";
import { DataError } from "../error.ts";
import type { Tell } from "../fetch/progress.ts";
import { unreadable } from "../origin.ts";
import { rowBytes } from "./cache_format.ts";
import { openCache } from "./open_cache.ts";
import { readPieces } from "./read_pieces.ts";

/** Makes a task that checks the index and every row of a converted data set, and gives the number of rows. */
export function verifyCache(path: string, tell: Tell = () => {}): TE.TaskEither<DataError, number> {
  return TE.tryCatch(async () => {
    const { dataset } = await openCache(path);
    const rows = dataset.train.count + dataset.test.count, total = rows * rowBytes(dataset);
    let done = 0;
    for (const split of [dataset.train, dataset.test]) {
      for await (const { length } of readPieces(split)) {
        tell({ stage: "check", file: path, done: done += length, total });
      }
    }
    return rows;
  }, (cause) => cause instanceof DataError ? cause : unreadable(ORIGIN, path, "file", cause));
}

const ORIGIN = { title: "converted data", advice: "remove it, and it is made again" };
