import { TrainError } from "./train_error.ts";

/** Explains why a run folder cannot be written: a full disk, or whatever the system says. */
export function storageError(path: string, cause: unknown): TrainError {
  if (cause instanceof TrainError) return cause;
  if (cause instanceof Deno.errors.NotCapable) {
    const hint = `deno run --allow-read --allow-write=${path} tasks/train.ts can`;
    return new TrainError(
      "storage",
      `Cannot write the run folder ${path}: deno task train may write only below the folder it runs in; ${hint}`,
      { cause },
    );
  }
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const why = code === "ENOSPC" || code === "EDQUOT"
    ? "the disk is full"
    : cause instanceof Error
    ? cause.message
    : String(cause);
  return new TrainError("storage", `Cannot write the run folder ${path}: ${why}`, { cause });
}
