import { TrainError } from "../../src/train/mod.ts";

/** Where a command prints, as far as it can. */
export interface Printer {
  /** Writes text as it is. */
  write(text: string): void;
  /** Writes a line about something that must not be missed, if anybody can still read it. */
  warn(line: string): void;
  /** Why the command must end, if what it has written is lost. */
  failure(): TrainError | undefined;
  /** From now on losing what is written is only said; before, `write()` throws then. */
  goOn(): void;
}

/** Somewhere to print. */
export type Sink = Pick<typeof Deno.stdout, "writeSync">;

/** Options of {@linkcode printer}. */
export interface PrinterOptions {
  readonly stdout: Sink;
  readonly stderr: Sink;
}

/**
 * Makes a printer for which a reader that has gone away, or a full disk, is nothing unexpected: it is said once on
 * stderr. Nothing can be said where stderr is closed.
 */
export function printer({ stdout, stderr }: PrinterOptions): Printer {
  let failure: TrainError | undefined, goesOn = false;
  const warn = (line: string) => {
    try {
      writeAll(stderr, `${line}\n`);
    } catch { /* there is nobody left to tell */ }
  };
  return {
    warn,
    failure: () => goesOn ? undefined : failure,
    goOn() {
      goesOn = true;
    },
    write(text) {
      if (failure === undefined) {
        try {
          return writeAll(stdout, text);
        } catch (cause) {
          const why = cause instanceof Error ? cause.message : cause;
          failure = new TrainError("storage", `Cannot print: ${why}`, { cause });
          if (goesOn) warn(`${failure.message}. The command goes on without.`);
        }
      }
      if (!goesOn) throw failure;
    },
  };
}

function writeAll(sink: Sink, text: string): void {
  let rest = new TextEncoder().encode(text);
  while (rest.length > 0) rest = rest.subarray(sink.writeSync(rest));
}
