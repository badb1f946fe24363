import * as TE from "fp-ts/TaskEither";
import type { StoredSplit } from "../dataset.ts";
import { DataError } from "../error.ts";
import type { Tell } from "../fetch/progress.ts";
import { unreadable } from "../origin.ts";
import { rowBytes } from "./cache_format.ts";
import { openCache } from "./open_cache.ts";

/** Makes a task that checks the index and every row of a converted data set, and gives the number of rows. */
export function verifyCache(path: string, tell: Tell = () => {}): TE.TaskEither<DataError, number> {
  return TE.tryCatch(async () => {
    const { dataset } = await openCache(path), stride = rowBytes(dataset);
    const rows = dataset.train.count + dataset.test.count;
    let done = 0;
    const check = async ({ count, read }: StoredSplit) => {
      for (let start = 0; start < count; start += PIECE) {
        const length = Math.min(PIECE, count - start);
        await read(Uint32Array.from({ length }, (_, n) => start + n));
        tell({ stage: "check", file: path, done: done += length * stride, total: rows * stride });
      }
    };
    await check(dataset.train);
    await check(dataset.test);
    return rows;
  }, (cause) => cause instanceof DataError ? cause : unreadable(ORIGIN, path, "file", cause));
}

const ORIGIN = { title: "converted data", advice: "remove it, and it is made again" };

/** How many rows are read at once. */
const PIECE = 1024;
