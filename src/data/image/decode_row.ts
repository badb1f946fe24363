import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { DataFile } from "../data_file.ts";
import type { DataError } from "../error.ts";
import type { Origin } from "../origin.ts";
import { decodeImage } from "./decode_image.ts";
import type { Orientation } from "./orientation.ts";
import { release } from "./picture.ts";
import { resize } from "./resize.ts";

/** Decodes an image file to the row of a data set: `size`×`size` RGB bytes. */
export function decodeRow(
  origin: Origin,
  file: DataFile,
  size: number,
  orientation: Orientation,
): E.Either<DataError, Uint8Array<ArrayBuffer>> {
  return pipe(
    decodeImage(origin, file, orientation),
    E.map((picture) => {
      const row = resize(picture, size);
      release(picture);
      return row;
    }),
  );
}
