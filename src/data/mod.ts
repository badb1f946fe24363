/**
 * Data sets for image classification, in memory as bytes.
 *
 * {@linkcode embedded} draws ten classes of pictures and needs no file; {@linkcode loadCifar10} and
 * {@linkcode loadCifar100} read the binary versions of CIFAR; {@linkcode loadMnist} and {@linkcode loadFashionMnist} read
 * small one-channel images; {@linkcode loadTinyImagenet} reads JPEGs of 200 classes, and {@linkcode loadFolder} images of
 * your own; {@linkcode datasets} lists what the command line knows, and opens a set from a converted copy that may be
 * larger than memory; {@linkcode gather} reads rows of either kind. {@linkcode loadCifarC} reads corrupted test images.
 *
 * {@linkcode limit}, {@linkcode perClass} and {@linkcode halve} make smaller ones, {@linkcode holdOut},
 * {@linkcode kFold} and {@linkcode takeFold} set samples aside for validation, and {@linkcode mislabel} makes labels wrong.
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
export type { Labels } from "./labels.ts";
export type { Dataset, Samples, Split, StoredSplit } from "./dataset.ts";
export { gather } from "./gather.ts";
export { DataError } from "./error.ts";
export { datasets, type DatasetSource, type LoadOptions } from "./datasets.ts";
export type { CacheOptions } from "./cache/cached.ts";
export type { BadImageOptions, BadImages } from "./image/bad_images.ts";
export type { DecodeOptions } from "./image/decode_pool.ts";
export type { Orientation } from "./image/orientation.ts";
export { DiskError } from "./fetch/disk_error.ts";
export type { Note, Progress, Step, Tell } from "./fetch/progress.ts";
export { embedded, type EmbeddedOptions } from "./embedded/embedded.ts";
export { loadCifar10 } from "./cifar10.ts";
export { decodeCifar10 } from "./decode_cifar10.ts";
export { type Cifar100Options, loadCifar100 } from "./cifar100.ts";
export { type Cifar100Labels, decodeCifar100 } from "./decode_cifar100.ts";
export { loadMnist } from "./mnist/mnist.ts";
export { loadFashionMnist } from "./mnist/fashion_mnist.ts";
export { type FolderOptions, loadFolder } from "./folder/folder.ts";
export { loadTinyImagenet, type TinyImagenetOptions } from "./folder/tiny_imagenet.ts";
export { type CifarCOptions, cifarCorruptions, loadCifarC } from "./npy/cifar_c.ts";
export { type NpyOptions, readNpy } from "./npy/npy.ts";
export type { ByteArray } from "./byte_array.ts";
export type { DataFile } from "./data_file.ts";
export { limit } from "./limit.ts";
export { perClass } from "./per_class.ts";
export { mislabel, type MislabelOptions } from "./mislabel.ts";
export { type Holdout, holdOut } from "./hold_out.ts";
export type { HoldOutOptions } from "./held_out.ts";
export { kFold, type KFoldOptions } from "./k_fold.ts";
export { takeFold, type TakeFoldOptions } from "./take_fold.ts";
export { halve } from "./halve.ts";
export { channelStatistics } from "./channel_statistics.ts";
