import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { DataError } from "../../data/error.ts";
import { decodeImage } from "../../data/image/decode_image.ts";
import type { Picture } from "../../data/image/picture.ts";
import { readFile } from "../../data/read_file.ts";

/** Makes a task that reads a PNG or JPEG file. */
export function readImage(path: string): TE.TaskEither<DataError, Picture> {
  const origin = { title: "an image", advice: "name PNG or JPEG files" };
  return pipe(readFile(origin, path), TE.chainEitherK((file) => decodeImage(origin, file)));
}
