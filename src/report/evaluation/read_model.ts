import { isLeft } from "fp-ts/Either";
import { DataError } from "../../data/mod.ts";
import {
  decodeWeights,
  storedProblems,
  type StoredTensors,
  torchvisionNames,
  WeightsError,
} from "../../nn/mod.ts";
import {
  checkpointPath,
  decodeCheckpoint,
  type ImageRecord,
  type ModelData,
  readImageRecord,
  testedWeights,
} from "../../train/mod.ts";
import { readModelData } from "./read_model_data.ts";

/** The images that a network has learned from, as its checkpoint and its run tell. */
export interface LearnedFrom {
  /** The facts that the network needs of its images; `undefined` for a checkpoint of version 0.1.0 outside of its run. */
  readonly data: ModelData | undefined;
  /** Their SHA-256, see `dataDigest()`. */
  readonly sha256: string;
  /** The record of the images; `undefined` where no run folder has one. */
  readonly images: ImageRecord | undefined;
}

/** Weights from a file, and what they were learned with where the file says so. */
export interface SavedModel {
  /** The file. */
  readonly file: string;
  /** Weights and running statistics, by the names of a PyTorch state dict; of a checkpoint the average, if it has one. */
  readonly weights: StoredTensors;
  /** The configuration, laid out as in a file; `undefined` for a file that is no checkpoint. */
  readonly config: unknown;
  /** The images; `undefined` for a file that is no checkpoint. */
  readonly learned: LearnedFrom | undefined;
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
 * @throws {WeightsError} If it is damaged or of another kind, a number in it is not finite, or two tensors have one name.
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
  const { tensors, metadata } = plain.right;
  if (metadata["schema"] === undefined) {
    const problems = [...tensors].flatMap(([name, tensor]) => storedProblems(name, tensor));
    if (problems.length > 0) throw new WeightsError(`read ${file}`, problems);
    return { file, weights: torchvisionNames(tensors), config: undefined, learned: undefined };
  }
  const checkpoint = decodeCheckpoint(bytes);
  if (isLeft(checkpoint)) throw new WeightsError(`read ${file}`, [checkpoint.left]);
  const { identity: { config, data: sha256, images: data } } = checkpoint.right;
  const run = "run" in place ? place.run : runOf(file);
  return {
    file,
    weights: testedWeights(checkpoint.right),
    config,
    learned: {
      data: data ?? (run === undefined ? undefined : await readModelData(run)),
      sha256,
      images: run === undefined ? undefined : await readImageRecord(run),
    },
  };
}

/** The run in whose folder a checkpoint is. */
function runOf(file: string): string | undefined {
  const found = /^(.*?)[/\\]?checkpoints[/\\][^/\\]+$/.exec(file);
  return found === null ? undefined : found[1] || ".";
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
