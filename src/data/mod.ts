/**
 * Data sets for image classification, in memory as bytes.
 *
 * {@linkcode embedded} draws ten classes of pictures and needs no file; {@linkcode loadCifar10} reads the binary version
 * of CIFAR-10; {@linkcode datasets} lists what the command line knows. {@linkcode limit} and {@linkcode halve} make
 * smaller ones.
 *
 * @example
 * ```ts
 * import { embedded, limit } from "@miamix/miamix/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { train, classNames } = embedded({ train: 100, test: 10 });
 * const few = limit(train, 20);
 * assertEquals([few.count, classNames.length], [20, 10]);
 * ```
 *
 * @module
 */
export type { Dataset, Split } from "./dataset.ts";
export { DataError } from "./error.ts";
export { datasets, type DatasetSource, type LoadOptions } from "./datasets.ts";
export { embedded, type EmbeddedOptions } from "./embedded/embedded.ts";
export { loadCifar10 } from "./cifar10.ts";
export { type DataFile, decodeCifar10 } from "./decode_cifar10.ts";
export { limit } from "./limit.ts";
export { halve } from "./halve.ts";
export { channelStatistics } from "./channel_statistics.ts";
