/**
 * Data sets from the network: {@linkcode decodeManifest} reads what can be had, {@linkcode fetchDataset} gets it,
 * {@linkcode inspectDataset} and {@linkcode verifyDataset} look at what is there, {@linkcode listCaches} and
 * {@linkcode verifyCache} at what was converted.
 *
 * @module
 */
export type { ArchiveKind, Checksum, Download, Manifest, Source } from "./manifest.ts";
export { decodeManifest } from "./decode_manifest.ts";
export { fetchDataset } from "./fetch_dataset.ts";
export type { DownloadOptions, Patience } from "./download.ts";
export { inspectDataset, type Presence } from "./inspect_dataset.ts";
export { verifyDataset } from "./verify_dataset.ts";
export { type CacheFile, listCaches } from "../cache/list_caches.ts";
export { verifyCache } from "../cache/verify_cache.ts";
export { humanSize } from "./human_size.ts";
export { describeSource } from "./describe_source.ts";
export type { Note, Progress, Step, Tell } from "./progress.ts";
export { type Printer, progressPrinter } from "./progress_printer.ts";
