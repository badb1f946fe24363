import { decodeSafetensors, encodeSafetensors } from "../nn/mod.ts";
import type { DataDigest } from "./data_digest.ts";

/** The images that a run was trained and tested with, by the digests of `dataDigest()`. */
export type ImageRecord = Pick<DataDigest, "train" | "test">;

/** The file of it in the folder of a run. */
export const IMAGES = "images.safetensors";

/** Writes a record as a file: every image once, so that it tells nothing of an order. */
export function encodeImageRecord({ train, test }: ImageRecord): Uint8Array<ArrayBuffer> {
  const stored = (images: BigUint64Array) => {
    const data = BigUint64Array.from(new Set(images)).sort();
    return { shape: [data.length], data };
  };
  return encodeSafetensors(new Map([["train", stored(train)], ["test", stored(test)]]));
}

/** Reads the record of a run; `undefined` where there is none, or none that can be read. */
export async function readImageRecord(folder: string): Promise<ImageRecord | undefined> {
  const bytes = await Deno.readFile(`${folder}/${IMAGES}`).catch(() => undefined);
  const read = bytes && decodeSafetensors(bytes);
  if (read?._tag !== "Right") return undefined;
  const [train, test] = ["train", "test"].map((name) => read.right.tensors.get(name)?.data);
  return train instanceof BigUint64Array && test instanceof BigUint64Array ? { train, test } : undefined;
}

/** Joins the records of two runs. */
export function joined(one: ImageRecord, other: ImageRecord | undefined): ImageRecord {
  if (other === undefined) return one;
  return {
    train: BigUint64Array.from([...one.train, ...other.train]),
    test: BigUint64Array.from([...one.test, ...other.test]),
  };
}

/**
 * How many images of now a run was trained on. Those that it was tested with as well are not counted: they are the same
 * image twice.
 */
export function trainedOn({ train, test }: ImageRecord, images: Iterable<bigint>): number {
  const learned = new Set(train).difference(new Set(test));
  return Iterator.from(images).filter((image) => learned.has(image)).toArray().length;
}
