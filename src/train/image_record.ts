import { decodeSafetensors, encodeSafetensors } from "../nn/mod.ts";
import type { DataDigest } from "./data_digest.ts";

/**
 * The images that a run was trained on, by the digests of `dataDigest()`: each once and in no order. Those that it was
 * tested with at the same time are left out: they are the same image twice.
 */
export interface ImageRecord {
  readonly train: BigUint64Array<ArrayBuffer>;
}

/** The file of it in the folder of a run. */
export const IMAGES = "images.safetensors";

/** Makes the record of a run, and of the run that it goes on from. */
export function imageRecord(
  { train, test }: Pick<DataDigest, "train" | "test">,
  before?: ImageRecord,
): ImageRecord {
  const learned = new Set(train).difference(new Set(test)).union(new Set(before?.train));
  return { train: BigUint64Array.from(learned).sort() };
}

/** Writes a record as a file. */
export function encodeImageRecord({ train }: ImageRecord): Uint8Array<ArrayBuffer> {
  return encodeSafetensors(new Map([["train", { shape: [train.length], data: train }]]));
}

/** Reads the record of a run; `undefined` where there is none, or none that can be read. */
export async function readImageRecord(folder: string): Promise<ImageRecord | undefined> {
  const bytes = await Deno.readFile(`${folder}/${IMAGES}`).catch(() => undefined);
  const read = bytes && decodeSafetensors(bytes);
  const train = read?._tag === "Right" ? read.right.tensors.get("train")?.data : undefined;
  return train instanceof BigUint64Array ? { train: BigUint64Array.from(train) } : undefined;
}

/** Counts the images that a run was trained on. */
export function trainedOn({ train }: ImageRecord, images: Iterable<bigint>): number {
  const learned = new Set(train);
  return Iterator.from(images).filter((image) => learned.has(image)).toArray().length;
}
