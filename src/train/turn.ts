/** Resolves after a turn of the event loop, so that signals and timers come through between long computations. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
