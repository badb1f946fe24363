import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { DataFile } from "./data_file.ts";
import type { DataError } from "./error.ts";
import { type Origin, unreadable } from "./origin.ts";

/** Makes a task that reads a whole file. */
export function readFile(origin: Origin, path: string): TE.TaskEither<DataError, DataFile> {
  return pipe(
    TE.tryCatch(() => Deno.readFile(path), (cause) => unreadable(origin, path, "file", cause)),
    TE.map((bytes) => ({ path, bytes })),
  );
}
