import { type Either, isLeft, map } from "fp-ts/Either";
import { DataError } from "../../data/mod.ts";
import {
  decodeNpz,
  decodeSafetensors,
  type Safetensors,
  type StoredTensors,
  torchvisionNames,
  WeightsError,
} from "../../nn/mod.ts";
import { checkpointPath, decodeCheckpoint, testedWeights } from "../../train/mod.ts";

/** Weights from a file, and what they were learned with where the file says so. */
export interface SavedModel {
  /** The file. */
  readonly file: string;
  /** Weights and running statistics, by the names of a PyTorch state dict; of a checkpoint the average, if it has one. */
  readonly weights: StoredTensors;
  /** The configuration, laid out as in a file; `undefined` for a file that is no checkpoint. */
  readonly config: unknown;
}

/** Where weights are. */
export type ModelPlace =
  | { readonly run: string; readonly checkpoint: string }
  | { readonly weights: string };

/**
 * Reads weights from a checkpoint, by its run or by its file, or from a safetensors or `.npz` file of another program, by
 * the names that PyTorch code gives them.
 *
 * @throws {DataError} If the file cannot be read.
 * @throws {WeightsError} If it is damaged.
 */
export async function readModel(place: ModelPlace): Promise<SavedModel> {
  const file = "run" in place ? checkpointPath(place.run, place.checkpoint) : place.weights;
  const bytes = await Deno.readFile(file).catch(async (cause) => {
    const why = cause instanceof Deno.errors.NotFound ? "nothing" : cause;
    const advice = "run" in place ? await checkpointsIn(place.run) : "";
    throw new DataError(
      `Cannot read weights: ${file} must be a file that can be read, current value is ${why}${advice}`,
    );
  });
  const plain = decodeWeights(bytes);
  if (isLeft(plain)) throw new WeightsError(`read ${file}`, plain.left.issues);
  if (plain.right.metadata["schema"] === undefined) {
    return { file, weights: torchvisionNames(plain.right.tensors), config: undefined };
  }
  const checkpoint = decodeCheckpoint(bytes);
  if (isLeft(checkpoint)) throw new WeightsError(`read ${file}`, [checkpoint.left]);
  return { file, weights: testedWeights(checkpoint.right), config: checkpoint.right.identity.config };
}

/** By the first bytes of the file; a zip is an `.npz`. */
function decodeWeights(bytes: Uint8Array): Either<WeightsError, Safetensors> {
  const zip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3;
  return zip
    ? map((tensors: StoredTensors) => ({ tensors, metadata: {} }))(decodeNpz(bytes))
    : decodeSafetensors(bytes);
}

async function checkpointsIn(run: string): Promise<string> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(`${run}/checkpoints`)) {
      if (name.endsWith(".safetensors")) names.push(name.replace(/\.safetensors$/, ""));
    }
  } catch {
    return "; name a folder that deno task train has made";
  }
  return names.length === 0 ? "; the run has no checkpoint" : `; the run has ${names.sort().join(", ")}`;
}
