import { type Either, left, map } from "fp-ts/Either";
import { decodeNpz } from "./decode_npz.ts";
import { decodeSafetensors, type Safetensors } from "./decode_safetensors.ts";
import { foreignFormat } from "./foreign_format.ts";
import type { StoredTensors } from "./stored_tensor.ts";
import { WeightsError } from "./weights_error.ts";

/**
 * Reads a file of weights, whichever kind it is: safetensors, or an `.npz` of NumPy, which has no metadata.
 *
 * @param bytes The whole file.
 * @returns On the left, everything that is wrong with it; of the files of other programs, what they are and how to convert
 * them.
 */
export function decodeWeights(bytes: Uint8Array): Either<WeightsError, Safetensors> {
  const zip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const read = zip
    ? map((tensors: StoredTensors) => ({ tensors, metadata: {} }))(decodeNpz(bytes))
    : decodeSafetensors(bytes);
  const foreign = read._tag === "Left" ? foreignFormat(bytes) : undefined;
  return foreign === undefined
    ? read
    : left(new WeightsError("read weights", [`the file must be safetensors or .npz, it is ${foreign}`]));
}
