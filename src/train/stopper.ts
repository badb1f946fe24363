/** Why a run stops before it is done. */
export type StopReason = "interrupted" | "max-time";

/** Stops a run. */
export interface Stopper {
  /** Tells the run; its reason is a {@linkcode StopReason}. */
  readonly signal: AbortSignal;
  /** Stops it for a reason. Who interrupts a second time wants to quit now. */
  stop(reason: StopReason): void;
}

/** Under `deno task`, Ctrl-C on a terminal comes twice: from the terminal, and passed on by the task. */
const SAME_KEY_MS = 500;

/**
 * Makes a stopper.
 *
 * @param now A clock in milliseconds.
 * @param quit Ends the program at once.
 */
export function stopper(now: () => number, quit: () => void): Stopper {
  const controller = new AbortController();
  let interrupted: number | undefined;
  return {
    signal: controller.signal,
    stop(reason) {
      if (reason === "interrupted") {
        if (interrupted !== undefined && now() - interrupted > SAME_KEY_MS) quit();
        interrupted ??= now();
      }
      if (!controller.signal.aborted) controller.abort(reason);
    },
  };
}
