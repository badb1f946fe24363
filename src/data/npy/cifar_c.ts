import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { demand } from "../../demand.ts";
import type { Split } from "../dataset.ts";
import type { DataError } from "../error.ts";
import { findFolder } from "../find_folder.ts";
import { broken, type Origin } from "../origin.ts";
import { readRows } from "./read_rows.ts";

/** Options of {@linkcode loadCifarC}. */
export interface CifarCOptions {
  /** 10 for CIFAR-10-C, 100 for CIFAR-100-C. @default {10} */
  readonly classes?: 10 | 100;
  /** One of {@linkcode cifarCorruptions}. */
  readonly corruption: string;
  /** How strong it is, an integer in `1…5`. */
  readonly severity: number;
}

/** The corruptions of CIFAR-10-C and CIFAR-100-C: fifteen common ones, and four (the last) for validation. */
export const cifarCorruptions: readonly string[] = [
  ...["gaussian_noise", "shot_noise", "impulse_noise"],
  ...["defocus_blur", "glass_blur", "motion_blur", "zoom_blur"],
  ...["snow", "frost", "fog", "brightness"],
  ...["contrast", "elastic_transform", "pixelate", "jpeg_compression"],
  ...["speckle_noise", "gaussian_blur", "spatter", "saturate"],
];

/**
 * Loads one corruption of the CIFAR test images at one severity, from CIFAR-10-C or CIFAR-100-C.
 *
 * A file `fog.npy` holds the test images five times, one severity after the other, and `labels.npy` their labels as often.
 * Only a fifth of each is read. They are in the directory's sub-folder `CIFAR-10-C` or `CIFAR-100-C` if it has them, else
 * in the directory itself. Cut-down copies work if every severity has as many images.
 *
 * @param directory Where the archive was unpacked.
 * @returns A task that reads the files; sample `n` is test image `n`. Its left side says what is missing or broken.
 * @throws {RangeError} If there is no such corruption or severity.
 *
 * @example
 * ```ts
 * import { loadCifarC } from "@miamix/miamix/data";
 * import { assertStringIncludes } from "@std/assert";
 * import * as E from "fp-ts/Either";
 *
 * const loaded = await loadCifarC("no/such/folder", { corruption: "fog", severity: 3 })();
 * if (E.isLeft(loaded)) assertStringIncludes(loaded.left.message, "Cannot read CIFAR-10-C: no/such/folder");
 * ```
 */
export function loadCifarC(
  directory: string,
  { classes = 10, corruption, severity }: CifarCOptions,
): TE.TaskEither<DataError, Split> {
  const known = `corruption must be one of ${cifarCorruptions.join(", ")}`;
  demand(cifarCorruptions.includes(corruption), "loadCifarC()", known, corruption);
  demand([1, 2, 3, 4, 5].includes(severity), "loadCifarC()", "severity must be an integer in 1…5", severity);
  const title = `CIFAR-${classes}-C`;
  const record = classes === 10 ? "2535967" : "3555552";
  const origin = { title, advice: `unpack https://zenodo.org/records/${record}/files/${title}.tar there` };
  return pipe(
    TE.Do,
    TE.bind(
      "folder",
      () => findFolder(origin, directory, { inner: [title, `${title}/${title}`], holds: ["labels.npy"] }),
    ),
    TE.bind(
      "images",
      ({ folder }) => readFifth(origin, `${folder}/${corruption}.npy`, severity, [32, 32, 3]),
    ),
    TE.bind("labels", ({ folder }) => readFifth(origin, `${folder}/labels.npy`, severity, [])),
    TE.chainEitherK(({ folder, images: { values: images }, labels: { values: labels } }) => {
      const fail = (rule: string, value: string) =>
        E.left(broken(origin, `labels.npy must ${rule}`, `${value} (${folder}/labels.npy)`));
      const count = images.length / 3072, wrong = labels.findIndex((label) => label >= classes);
      if (labels.length !== count) return fail(`hold ${5 * count} labels`, `${5 * labels.length}`);
      return wrong < 0 ? E.right({ count, images, labels }) : fail(
        `hold labels in 0…${classes - 1}`,
        `${labels[wrong]} at row ${(severity - 1) * count + wrong}`,
      );
    }),
  );
}

function readFifth(origin: Origin, path: string, severity: number, inner: readonly number[]) {
  return readRows(origin, path, (shape) => {
    const [rows = 0, ...rest] = shape;
    const fits = rows > 0 && rows % 5 === 0 && rest.join() === inner.join();
    const wanted = ["a multiple of 5", ...inner].join("×");
    return fits
      ? E.right([(severity - 1) * rows / 5, severity * rows / 5])
      : E.left(broken(origin, `${path} must have the shape ${wanted}`, `${shape.join("×")} (byte 10)`));
  });
}
