import type * as E from "fp-ts/Either";
import type { DataFile } from "./data_file.ts";
import type { Split } from "./dataset.ts";
import { decodeCifar, type Problem } from "./decode_cifar.ts";
import type { DataError } from "./error.ts";

/** Which labels of CIFAR-100 to use: its 100 classes, or the 20 groups of five classes. */
export type Cifar100Labels = "fine" | "coarse";

/**
 * Decodes files of the CIFAR-100 binary version, in their order, into one split.
 *
 * A record is the coarse label byte in `0…19`, the fine label byte in `0…99`, then 1,024 red, 1,024 green and 1,024 blue
 * bytes, each plane row-major 32×32. The coarse label must be the group of the fine one, so a file whose records are
 * shifted by a byte is refused. A file may hold any whole number of records.
 *
 * @param files The files; their paths are for messages only.
 * @param labels Which labels the split gets.
 * @default {"fine"}
 * @returns The samples with their pixels in NHWC order, or what is wrong with which file.
 *
 * @example
 * ```ts
 * import { decodeCifar100 } from "@miamix/miamix/data";
 * import { assert, assertEquals } from "@std/assert";
 * import * as E from "fp-ts/Either";
 *
 * const bytes = new Uint8Array(3074).fill(4, 0, 1);
 * const split = decodeCifar100([{ path: "test.bin", bytes }]);
 * assert(E.isRight(split));
 * assertEquals(split.right.labels, Uint8Array.of(0));
 * ```
 */
export function decodeCifar100(
  files: readonly DataFile[],
  labels: Cifar100Labels = "fine",
): E.Either<DataError, Split> {
  const label = labels === "coarse" ? 0 : 1;
  return decodeCifar({ title: "CIFAR-100", labelBytes: 2, label, problemOf }, files);
}

/** The coarse label of every fine label. */
const GROUPS: readonly number[] = [
  [4, 1, 14, 8, 0, 6, 7, 7, 18, 3, 3, 14, 9, 18, 7, 11, 3, 9, 7, 11, 6, 11, 5, 10, 7],
  [6, 13, 15, 3, 15, 0, 11, 1, 10, 12, 14, 16, 9, 11, 5, 5, 19, 8, 8, 15, 13, 14, 17, 18, 10],
  [16, 4, 17, 4, 2, 0, 17, 4, 18, 17, 10, 3, 2, 12, 12, 16, 12, 1, 9, 19, 2, 10, 0, 1, 16],
  [12, 9, 13, 15, 13, 16, 19, 2, 4, 6, 19, 5, 5, 8, 19, 18, 1, 2, 15, 6, 0, 17, 8, 14, 13],
].flat();

function problemOf([coarse, fine]: Uint8Array): Problem | undefined {
  const group = GROUPS[fine!];
  if (group === undefined) return { what: "the fine label", rule: "in 0…99", value: fine!, byte: 1 };
  if (coarse !== group) {
    return { what: "the coarse label", rule: `${group}, the group of class ${fine}`, value: coarse! };
  }
}
