import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { type DataFile, fileName } from "../data_file.ts";
import type { Split } from "../dataset.ts";
import type { DataError } from "../error.ts";
import { broken, type Origin } from "../origin.ts";
import { decodeIdx } from "./decode_idx.ts";

/** Decodes the images and the labels of a split of MNIST or of a set in its format: 28×28, one channel, ten classes. */
export function decodeMnist(
  origin: Origin,
  images: DataFile,
  labels: DataFile,
): E.Either<DataError, Split> {
  return pipe(
    E.Do,
    E.bind("pixels", () => decodeIdx(origin, images, 3)),
    E.bind("classes", () => decodeIdx(origin, labels, 1)),
    E.chain(({ pixels: { shape: [count = 0, rows, columns], values }, classes: { values: classes } }) => {
      const fail = (file: DataFile, rule: string, value: unknown, byte: number) =>
        E.left(
          broken(origin, `${fileName(file.path)} must ${rule}`, `${value} (${file.path}, byte ${byte})`),
        );
      if (rows !== 28 || columns !== 28) return fail(images, "hold images of 28×28", `${rows}×${columns}`, 8);
      if (count === 0) return fail(images, "hold an image", "0 images", 4);
      if (classes.length !== count) {
        return fail(labels, `hold a label for each of ${count} images`, `${classes.length} labels`, 4);
      }
      const wrong = classes.findIndex((label) => label > 9);
      if (wrong >= 0) return fail(labels, "hold labels in 0…9", classes[wrong], 8 + wrong);
      return E.right({ count, images: values, labels: classes });
    }),
  );
}
