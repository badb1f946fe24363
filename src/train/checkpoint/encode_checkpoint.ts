import { encodeSafetensors, type StoredTensors } from "../../nn/mod.ts";
import type { Checkpoint, Identity } from "./checkpoint.ts";
import { digest } from "./digest.ts";

/** What `schema` says in the metadata of a checkpoint; another number is another layout. */
export const SCHEMA = "miamix-checkpoint-1";
/** The name of the optimiser's memory among the tensors. */
export const VELOCITY = "optimizer.velocity";
/** What the names of averaged weights begin with. */
export const AVERAGE = "ema.";
/** What the names of what learned masks have become begin with. */
export const AUTOMIX = "automix.";

/**
 * Writes a checkpoint as a safetensors file. The weights have the names of a PyTorch state dict, so other programs can
 * load them; the metadata have the rest, and a checksum over everything.
 *
 * @param checkpoint What to keep.
 * @param identity What run it belongs to.
 * @param step Steps done since the start of the run, for readers.
 */
export function encodeCheckpoint(
  { progress, weights, velocity, average, automix }: Checkpoint,
  identity: Identity,
  step: number,
): Uint8Array<ArrayBuffer> {
  const tensors: StoredTensors = new Map([
    ...weights,
    ...[...average ?? []].map(([name, tensor]) => [`${AVERAGE}${name}`, tensor] as const),
    ...[...automix ?? []].map(([name, tensor]) => [`${AUTOMIX}${name}`, tensor] as const),
    ...(velocity === undefined ? [] : [[VELOCITY, { shape: [velocity.length], data: velocity }] as const]),
  ]);
  const texts = {
    format: "pt",
    schema: SCHEMA,
    epoch: String(progress.epochs),
    step: String(step),
    progress: JSON.stringify(progress),
    config: JSON.stringify(identity.config),
    identity: JSON.stringify({ ...identity, config: undefined }),
  };
  return encodeSafetensors(tensors, { ...texts, sha256: digest(tensors, texts) });
}
