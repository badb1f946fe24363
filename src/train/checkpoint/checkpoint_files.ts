import { writeWhole } from "../write_whole.ts";

/** The names of the checkpoints that a run goes on from, the newest first. */
export const newestFirst = ["last", "previous"] as const;

/** The path of a checkpoint of a run. */
export function checkpointPath(folder: string, name: string): string {
  return `${folder}/checkpoints/${name}.safetensors`;
}

/** Writes a checkpoint beside the one to go on from, such as `best` or `epoch-5`. */
export async function keepCheckpoint(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await writeWhole(checkpointPath(folder, name), bytes);
}

/** Writes the checkpoint to go on from; the one before it stays as `previous`. */
export async function saveCheckpoint(folder: string, bytes: Uint8Array): Promise<void> {
  const [last, previous] = newestFirst.map((name) => checkpointPath(folder, name));
  await writeWhole(last!, bytes, () =>
    Deno.rename(last!, previous!).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }));
}

/** Removes all checkpoints of epochs but the newest few. */
export async function pruneCheckpoints(folder: string, keep: number): Promise<void> {
  const epochs: number[] = [];
  for await (const { name } of Deno.readDir(`${folder}/checkpoints`)) {
    const [, epoch] = /^epoch-(\d+)\.safetensors$/.exec(name) ?? [];
    if (epoch !== undefined) epochs.push(Number(epoch));
  }
  const old = epochs.sort((a, b) => b - a).slice(keep);
  for (const epoch of old) await Deno.remove(checkpointPath(folder, `epoch-${epoch}`));
}
