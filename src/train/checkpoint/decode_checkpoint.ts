import { chain, type Either, left, map, mapLeft, right } from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { decodeWeights, type Safetensors, storedProblems, type StoredTensors } from "../../nn/mod.ts";
import type { Checkpoint, Identity } from "./checkpoint.ts";
import { digest } from "./digest.ts";
import { AUTOMIX, AVERAGE, SCHEMA, VELOCITY } from "./encode_checkpoint.ts";

/** A checkpoint, and the run that it belongs to. */
export interface StoredCheckpoint extends Checkpoint {
  /** What the run is. */
  readonly identity: Identity;
}

/**
 * Reads a checkpoint, and refuses one in which a single bit is not as it was written, or a number is not finite.
 *
 * @param bytes The whole file.
 * @returns On the left, what is wrong with it.
 */
export function decodeCheckpoint(bytes: Uint8Array): Either<string, StoredCheckpoint> {
  return pipe(
    decodeWeights(bytes),
    mapLeft(({ message }) => message),
    chain(intact),
    chain(sound),
    map(unpack),
  );
}

function intact(file: Safetensors): Either<string, Safetensors> {
  const { sha256, ...texts } = file.metadata;
  if (texts.schema !== SCHEMA) {
    return left(`it must be a checkpoint of the layout ${SCHEMA}, current value is ${texts.schema}`);
  }
  const found = digest(file.tensors, texts);
  return found === sha256 ? right(file) : left(`its checksum must be ${sha256}, current value is ${found}`);
}

function sound(file: Safetensors): Either<string, Safetensors> {
  const problems = [...file.tensors].flatMap(([name, tensor]) => storedProblems(name, tensor));
  const [first, ...more] = problems;
  if (first === undefined) return right(file);
  return left(more.length === 0 ? first : `${first}; and ${more.length} more tensors`);
}

/** What has the right checksum was written by `encodeCheckpoint()`. */
function unpack({ tensors, metadata }: Safetensors): StoredCheckpoint {
  const special = ([name]: readonly [string, unknown]) =>
    name === VELOCITY || name.startsWith(AVERAGE) || name.startsWith(AUTOMIX);
  return {
    progress: JSON.parse(metadata.progress!),
    weights: new Map([...tensors].filter((entry) => !special(entry))),
    velocity: tensors.get(VELOCITY)?.data as Float32Array<ArrayBuffer> | undefined,
    average: under(AVERAGE, tensors),
    automix: under(AUTOMIX, tensors),
    identity: { ...JSON.parse(metadata.identity!), config: JSON.parse(metadata.config!) },
  };
}

/** The tensors whose names begin so, without that; `undefined` if there are none. */
function under(start: string, tensors: StoredTensors): StoredTensors | undefined {
  const found = [...tensors].filter(([name]) => name.startsWith(start));
  return found.length === 0
    ? undefined
    : new Map(found.map(([name, tensor]) => [name.slice(start.length), tensor]));
}
