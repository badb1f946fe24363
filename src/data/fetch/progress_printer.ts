import { humanSize } from "./human_size.ts";
import type { Step, Tell } from "./progress.ts";

/** Where progress is printed. */
export interface Printer {
  /** The time in milliseconds. */
  readonly now: () => number;
  /** Puts a text in place of the one before; `undefined` where there is no terminal. */
  readonly show: ((text: string) => void) | undefined;
  /** Prints a line that stays. */
  readonly print: (text: string) => void;
}

/**
 * Makes a listener that prints progress: a line that changes ten times a second on a terminal; elsewhere a line at the
 * start of every step and at every tenth of it.
 */
export function progressPrinter({ now, show, print }: Printer): Tell {
  let began = { what: "", done: 0, at: 0 }, shownAt = -Infinity, tenth = -1;
  return (progress) => {
    if (progress.stage === "note") return print(progress.text);
    const at = now(), what = `${VERBS[progress.stage]} ${progress.file}`;
    const isNew = what !== began.what || progress.done < began.done;
    if (isNew) [began, tenth, shownAt] = [{ what, done: progress.done, at }, -1, -Infinity];
    if (show === undefined) {
      const reached = Math.floor(10 * progress.done / (progress.total ?? Infinity));
      if (reached > tenth) print(lineOf(what, progress, undefined));
      tenth = reached;
    } else if (at - shownAt >= 100) {
      shownAt = at;
      show(
        lineOf(
          what,
          progress,
          at > began.at ? (progress.done - began.done) / (at - began.at) * 1000 : undefined,
        ),
      );
    }
  };
}

const VERBS = {
  download: "Downloading",
  check: "Checking",
  unpack: "Unpacking",
  convert: "Converting",
} as const;

/** What is done and how far it is; with bytes a second also how fast and how long it still takes. */
function lineOf(what: string, { done, total }: Step, rate: number | undefined): string {
  if (total === undefined) return rate === undefined ? what : `${what}: ${humanSize(done)}`;
  const line = `${what}: ${Math.floor(100 * done / total)} % of ${humanSize(total)}`;
  if (rate === undefined || rate <= 0) return line;
  const seconds = (total - done) / rate;
  const left = seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
  return `${line}, ${humanSize(Math.round(rate))}/s, ${left} left`;
}
