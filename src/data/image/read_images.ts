import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Split } from "../dataset.ts";
import type { DataError } from "../error.ts";
import type { Origin } from "../origin.ts";
import { readFile } from "../read_file.ts";
import { decodeImage } from "./decode_image.ts";
import { resize } from "./resize.ts";

/** An image file, or a folder of some, and the class shown. */
export interface LabelledFile {
  readonly path: string;
  readonly label: number;
}

/** Makes a task that reads PNG and JPEG files, in their order, into one split of `size`×`size` RGB images. */
export function readImages(
  origin: Origin,
  files: readonly LabelledFile[],
  size: number,
): TE.TaskEither<DataError, Split> {
  return async () => {
    const stride = size * size * 3;
    const images = new Uint8Array(files.length * stride);
    for (const [n, { path }] of files.entries()) {
      const picture = await pipe(
        readFile(origin, path),
        TE.chainEitherK((file) => decodeImage(origin, file)),
      )();
      if (E.isLeft(picture)) return picture;
      images.set(resize(picture.right, size), n * stride);
    }
    return E.right({ count: files.length, images, labels: Uint8Array.from(files, ({ label }) => label) });
  };
}
