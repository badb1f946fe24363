/** Under `deno task`, Ctrl-C on a terminal comes twice: from the terminal, and passed on by the task. */
const SAME_KEY_MS = 500;

/** What interruptions ask for. */
export interface Presses {
  /** The first one: stop, and leave everything whole. */
  readonly first: () => void;
  /** A later one: quit now. */
  readonly again: () => void;
}

/**
 * Makes a listener that takes an interruption within half a second of the first one for the same.
 *
 * @param now A clock in milliseconds.
 * @param presses What to do.
 */
export function presses(now: () => number, { first, again }: Presses): () => void {
  let pressed: number | undefined;
  return () => {
    if (pressed === undefined) {
      pressed = now();
      first();
    } else if (now() - pressed > SAME_KEY_MS) again();
  };
}
