import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { DataError } from "../error.ts";
import type { LabelledFile } from "../image/decode_files.ts";
import { broken, type Origin } from "../origin.ts";
import { listFolder } from "./list_folder.ts";

/** Makes a task that lists the PNG and JPEG files directly in folders; each folder has a class and must have a file. */
export function listImages(
  origin: Origin,
  folders: readonly LabelledFile[],
): TE.TaskEither<DataError, readonly LabelledFile[]> {
  return pipe(
    folders,
    TE.traverseSeqArray((folder) => listOne(origin, folder)),
    TE.map((files) => files.flat()),
  );
}

function listOne(origin: Origin, { path, label }: LabelledFile) {
  return pipe(
    listFolder(origin, path),
    TE.map(({ files }) => files.filter((name) => /\.(png|jpe?g)$/i.test(name))),
    TE.filterOrElse(
      ({ length }) => length > 0,
      () => broken(origin, `${path} must hold PNG or JPEG files`, "none"),
    ),
    TE.map((names) => names.map((name) => ({ path: `${path}/${name}`, label }))),
  );
}
