import { format } from "node:util";
import { exitCode, explain } from "../../src/train/mod.ts";
import { type Printer, printer } from "./printer.ts";
import type { Report } from "./report.ts";

/** What surrounds a command. */
export interface Surroundings {
  /** Aborted, for the reason `"interrupted"`, when the command should stop. */
  readonly signal: AbortSignal;
  /** Says that from now on the command ends by itself when it is interrupted, however long that takes. */
  readonly hold: () => void;
  /** Says that from now on the command goes on when nobody can read what it prints; before, that ends it. */
  readonly goOnUnread: () => void;
  /** Writes text to stdout as it is. */
  readonly write: (text: string) => void;
}

/** A command: it gets its arguments and gives its exit code, 0 by default. What it throws is explained in a line. */
export type Main = (args: readonly string[], around: Surroundings) => Promise<number | void>;

/** The part of a worker's global scope that is used here; its types cannot be had beside those of a window. */
interface WorkerScope {
  onmessage: () => void;
  postMessage(report: Report): void;
}

/** Carries out a command in the thread that `supervise()` has made for it. The console prints where the command does. */
export async function perform(main: Main): Promise<void> {
  const scope = globalThis as unknown as WorkerScope;
  const controller = new AbortController();
  scope.onmessage = () => controller.abort("interrupted");
  const { signal } = controller;
  const out = printer({ stdout: Deno.stdout, stderr: Deno.stderr });
  throughConsole(out);
  let held = false;
  const hold = () => {
    held = true;
    scope.postMessage({ kind: "held" });
  };
  const fail = (error: unknown): number => {
    if (signal.aborted && !held) return 130;
    const cause = out.failure() ?? error;
    out.warn(explain(cause));
    return exitCode(cause);
  };
  const end = (code: number) => scope.postMessage({ kind: "ended", code });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    end(fail(event.reason));
  });
  addEventListener("error", (event) => {
    event.preventDefault();
    end(fail(event.error));
  });
  const around = { signal, hold, goOnUnread: out.goOn, write: out.write };
  end(await main(Deno.args, around).then((code) => code ?? 0, fail));
}

function throughConsole({ write, warn }: Printer): void {
  const print = (...values: readonly unknown[]) => write(`${format(...values)}\n`);
  const tell = (...values: readonly unknown[]) => warn(format(...values));
  Object.assign(console, { log: print, info: print, debug: print, warn: tell, error: tell });
}
