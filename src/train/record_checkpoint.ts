import {
  encodeCheckpoint,
  type Identity,
  keepCheckpoint,
  pruneCheckpoints,
  saveCheckpoint,
} from "./checkpoint/mod.ts";
import type { Config } from "./config.ts";
import { storageError } from "./storage_error.ts";
import type { CheckpointProgress } from "./train.ts";

/**
 * Writes a checkpoint into the folder of a run: as `last`, and after an epoch as `best` and `epoch-N` where it is such a
 * one. `last` comes last, so a run that is killed before it does the epoch again, and these with it.
 *
 * @throws {TrainError} If the folder cannot be written. The checkpoints that were there still are.
 */
export async function recordCheckpoint(
  path: string,
  { cause, step, checkpoint }: CheckpointProgress,
  identity: Identity,
  { checkpointEpochs, keep }: Pick<Config, "checkpointEpochs" | "keep">,
): Promise<void> {
  const bytes = encodeCheckpoint(checkpoint, identity, step);
  const { epochs, best } = checkpoint.progress;
  try {
    if (cause === "epoch") {
      if (best?.epoch === epochs) await keepCheckpoint(path, "best", bytes);
      if (checkpointEpochs !== null && epochs % checkpointEpochs === 0) {
        await keepCheckpoint(path, `epoch-${epochs}`, bytes);
        if (keep !== null) await pruneCheckpoints(path, keep);
      }
    }
    await saveCheckpoint(path, bytes);
  } catch (error) {
    throw storageError(`the run folder ${path}`, error);
  }
}
