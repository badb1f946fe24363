import * as E from "fp-ts/Either";
import type { Split } from "./dataset.ts";
import { DataError } from "./error.ts";

/** A file that was read: where it is, and what it holds. */
export interface DataFile {
  /** Where it was read from. */
  readonly path: string;
  /** All that it holds. */
  readonly bytes: Uint8Array;
}

/**
 * Decodes files of the CIFAR-10 binary version, in their order, into one split.
 *
 * A record is one label byte in `0…9`, then 1,024 red, 1,024 green and 1,024 blue bytes, each plane row-major 32×32. A
 * file may hold any whole number of records.
 *
 * @param files The files; their paths are for messages only.
 * @returns The samples with their pixels in NHWC order, or what is wrong with which file.
 *
 * @example
 * ```ts
 * import { decodeCifar10 } from "@miamix/miamix/data";
 * import { assert, assertEquals } from "@std/assert";
 * import * as E from "fp-ts/Either";
 *
 * const bytes = new Uint8Array(3073).fill(7, 0, 1).fill(255, 1, 1025);
 * const split = decodeCifar10([{ path: "test_batch.bin", bytes }]);
 * assert(E.isRight(split));
 * assertEquals(split.right.labels, Uint8Array.of(7));
 * assertEquals(split.right.images.subarray(0, 6), Uint8Array.of(255, 0, 0, 255, 0, 0));
 * ```
 */
export function decodeCifar10(files: readonly DataFile[]): E.Either<DataError, Split> {
  const problem = files.map(problemOf).find((found) => found !== undefined);
  if (problem !== undefined) return E.left(problem);
  const count = files.reduce((sum, { bytes }) => sum + bytes.length / RECORD, 0);
  const images = new Uint8Array(count * 3 * PLANE), labels = new Uint8Array(count);
  let n = 0;
  for (const { bytes } of files) {
    for (let start = 0; start < bytes.length; start += RECORD, n++) {
      labels[n] = bytes[start]!;
      for (let pixel = 0, to = n * 3 * PLANE, from = start + 1; pixel < PLANE; pixel++, from++) {
        images[to++] = bytes[from]!;
        images[to++] = bytes[from + PLANE]!;
        images[to++] = bytes[from + 2 * PLANE]!;
      }
    }
  }
  return E.right({ count, images, labels });
}

const PLANE = 32 * 32;
const RECORD = 1 + 3 * PLANE;
const CLASSES = 10;

function problemOf({ path, bytes }: DataFile): DataError | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (bytes.length === 0 || bytes.length % RECORD !== 0) {
    const size = bytes.length.toLocaleString("en-US");
    return new DataError(
      `Cannot read CIFAR-10: ${name} must hold whole records of 3,073 bytes, current size is ${size} bytes (${path}); ` +
        "fetch the file again",
    );
  }
  for (let start = 0; start < bytes.length; start += RECORD) {
    const label = bytes[start]!;
    if (label >= CLASSES) {
      return new DataError(
        `Cannot read CIFAR-10: the label of record ${
          start / RECORD
        } in ${name} must be in 0…9, current value is ${label} ` +
          `(${path}); check that this is the binary version of CIFAR-10, or fetch the file again`,
      );
    }
  }
}
