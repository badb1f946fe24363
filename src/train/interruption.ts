import { TrainError } from "./train_error.ts";

/** Why a run stops before it is done. */
export type StopReason = "interrupted" | "max-time";

/**
 * Ends a run that is interrupted before it has begun. One whose time is up begins, and stops with a checkpoint.
 *
 * @param signal Stops the run; its reason is a {@linkcode StopReason}.
 * @throws {TrainError} If it was interrupted.
 */
export function demandUninterrupted(signal: AbortSignal | undefined): void {
  if (signal?.reason === "interrupted") {
    throw new TrainError("interrupted", "Interrupted before the run began.");
  }
}
