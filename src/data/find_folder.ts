import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { DataError } from "./error.ts";
import { broken, type Origin, unreadable } from "./origin.ts";

/**
 * Makes a task that finds the folder of a data set's files: the sub-folder `inner` of a directory, as an archive unpacks
 * to, if there is one, else the directory itself.
 */
export function findFolder(
  origin: Origin,
  directory: string,
  inner: string,
): TE.TaskEither<DataError, string> {
  return pipe(
    checkFolder(origin, `${directory.replace(/(?<=.)\/+$/, "")}/${inner}`),
    TE.orElse(() => checkFolder(origin, directory)),
  );
}

function checkFolder(origin: Origin, path: string): TE.TaskEither<DataError, string> {
  return pipe(
    TE.tryCatch(() => Deno.stat(path), (cause) => unreadable(origin, path, "folder", cause)),
    TE.filterOrElse(
      ({ isDirectory }) => isDirectory,
      () => broken(origin, `${path} must be a folder`, "a file"),
    ),
    TE.map(() => path),
  );
}
