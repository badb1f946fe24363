import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { DataError } from "../../data/error.ts";
import type { Orientation } from "../../data/mod.ts";
import { decodeImage } from "../../data/image/decode_image.ts";
import type { Picture } from "../../data/image/picture.ts";
import { readFile } from "../../data/read_file.ts";

/** Makes a task that reads an image file, turned upright as its EXIF data say or, with `ignore`, as it is stored. */
export function readImage(
  path: string,
  orientation: Orientation = "apply",
): TE.TaskEither<DataError, Picture> {
  const origin = { title: "an image", advice: "name PNG, JPEG or WebP files" };
  return pipe(readFile(origin, path), TE.chainEitherK((file) => decodeImage(origin, file, orientation)));
}
