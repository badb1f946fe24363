import type * as E from "fp-ts/Either";
import type { DataFile } from "./data_file.ts";
import type { Split } from "./dataset.ts";
import { decodeCifar } from "./decode_cifar.ts";
import type { DataError } from "./error.ts";

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
  return decodeCifar({ title: "CIFAR-10", labelBytes: 1, label: 0, problemOf }, files);
}

function problemOf([label]: Uint8Array) {
  return label! < 10 ? undefined : { what: "the label", rule: "in 0…9", value: label! };
}
