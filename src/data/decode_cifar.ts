import * as E from "fp-ts/Either";
import { type DataFile, fileName } from "./data_file.ts";
import type { Split } from "./dataset.ts";
import { DataError } from "./error.ts";

/** What the records of a version of CIFAR start with. */
export interface CifarFormat {
  /** What it is called in messages. */
  readonly title: string;
  /** How many label bytes a record starts with. */
  readonly labelBytes: number;
  /** Which of them is the label of the sample. */
  readonly label: number;
  /** The rule that the label bytes break, if they do: `what` must be `rule`, but is `value`. */
  readonly problemOf: (labels: Uint8Array) => Problem | undefined;
}

/** Something in a record that cannot be. */
export interface Problem {
  /** What is wrong, such as `the label`. */
  readonly what: string;
  /** What it must be, such as `in 0…9`. */
  readonly rule: string;
  /** What it is. */
  readonly value: number;
  /** Where it is in the record. @default {0} */
  readonly byte?: number;
}

/**
 * Decodes files of a binary version of CIFAR, in their order, into one split. A record is the label bytes, then 1,024
 * red, 1,024 green and 1,024 blue bytes, each plane row-major 32×32.
 */
export function decodeCifar(format: CifarFormat, files: readonly DataFile[]): E.Either<DataError, Split> {
  const problem = files.map((file) => problemOf(format, file)).find((found) => found !== undefined);
  if (problem !== undefined) return E.left(problem);
  const record = format.labelBytes + 3 * PLANE;
  const count = files.reduce((sum, { bytes }) => sum + bytes.length / record, 0);
  const images = new Uint8Array(count * 3 * PLANE), labels = new Uint8Array(count);
  let n = 0;
  for (const { bytes } of files) {
    for (let start = 0; start < bytes.length; start += record, n++) {
      labels[n] = bytes[start + format.label]!;
      const first = start + format.labelBytes;
      for (let pixel = 0, to = n * 3 * PLANE, from = first; pixel < PLANE; pixel++, from++) {
        images[to++] = bytes[from]!;
        images[to++] = bytes[from + PLANE]!;
        images[to++] = bytes[from + 2 * PLANE]!;
      }
    }
  }
  return E.right({ count, images, labels });
}

const PLANE = 32 * 32;

function problemOf(format: CifarFormat, { path, bytes }: DataFile): DataError | undefined {
  const { title, labelBytes } = format;
  const name = fileName(path), record = labelBytes + 3 * PLANE;
  if (bytes.length === 0 || bytes.length % record !== 0) {
    const [whole, size] = [record, bytes.length].map((length) => length.toLocaleString("en-US"));
    return new DataError(
      `Cannot read ${title}: ${name} must hold whole records of ${whole} bytes, current size is ${size} bytes ` +
        `(${path}, byte ${bytes.length - bytes.length % record}); fetch the file again`,
    );
  }
  for (let start = 0; start < bytes.length; start += record) {
    const problem = format.problemOf(bytes.subarray(start, start + labelBytes));
    if (problem !== undefined) {
      const { what, rule, value, byte = 0 } = problem;
      return new DataError(
        `Cannot read ${title}: ${what} of record ${
          start / record
        } in ${name} must be ${rule}, current value is ` +
          `${value} (${path}, byte ${
            start + byte
          }); check that this is the binary version of ${title}, or fetch the file again`,
      );
    }
  }
}
