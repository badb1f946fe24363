import type { LogFormat } from "./config.ts";
import { epochLine } from "./epoch_line.ts";
import { liveLine } from "./live_line.ts";
import type { Metrics } from "./metrics.ts";
import { stepLine } from "./step_line.ts";
import type { StepProgress } from "./train.ts";

/** Tells the user how a run goes. */
export interface Reporter {
  /** A line about something, with a name for programs that read along: `"note"`, `"checkpoint"`, `"end"`. */
  note(text: string, event?: string): void;
  /** A step; most are left out where they would fill the screen. */
  step(progress: StepProgress, epochs: number, steps: number): void;
  /** An epoch that is done. */
  epoch(metrics: Metrics, epochs: number): void;
  /** Takes away what is not to stay. */
  clear(): void;
}

/** Options of {@linkcode reporter}. */
export interface ReporterOptions {
  /** Lines for people, or a JSON object a line. */
  readonly logFormat: LogFormat;
  /** Says nothing. */
  readonly quiet: boolean;
  /** Writes text as it is. */
  readonly write: (text: string) => void;
  /** Width of the terminal; `undefined` where there is none. */
  readonly columns: number | undefined;
  /** A clock in milliseconds. */
  readonly now: () => number;
}

/** Where steps stay on the screen or in a file, one is told this often. */
const STEP_MS = 10_000;

/** Makes a reporter: a live line on a terminal, plain lines elsewhere, or JSON. */
export function reporter({ logFormat, quiet, write, columns, now }: ReporterOptions): Reporter {
  const nothing = () => {};
  if (quiet) return { note: nothing, step: nothing, epoch: nothing, clear: nothing };
  let told = now();
  const seldom = (tell: () => void) => {
    if (now() - told < STEP_MS) return;
    told = now();
    tell();
  };
  if (logFormat === "json") {
    const json = (event: string, content: object) => write(`${JSON.stringify({ event, ...content })}\n`);
    return {
      note: (text, event = "note") => json(event, { text }),
      step: ({ kind, ...progress }) => seldom(() => json(kind, progress)),
      epoch: (metrics) => json("epoch", metrics),
      clear: nothing,
    };
  }
  const line = liveLine(write, columns);
  return {
    note: (text) => line.print(text),
    step(progress, epochs, steps) {
      const text = stepLine(progress, epochs, steps);
      if (columns === undefined) seldom(() => line.print(text));
      else line.show(text);
    },
    epoch: (metrics, epochs) => line.print(epochLine(metrics, epochs)),
    clear: () => line.clear(),
  };
}
