import { TrainError } from "./train_error.ts";

/**
 * Explains why something cannot be written: a full disk, or whatever the system says.
 *
 * @param what What was to be written, such as `the run folder runs/mine`.
 * @param cause What the system threw; a `TrainError` stays what it is.
 */
export function storageError(what: string, cause: unknown): TrainError {
  if (cause instanceof TrainError) return cause;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const why = code === "ENOSPC" || code === "EDQUOT"
    ? "the disk is full"
    : cause instanceof Error
    ? cause.message
    : String(cause);
  return new TrainError("storage", `Cannot write ${what}: ${why}`, { cause });
}
