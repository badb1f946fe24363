import { presses } from "./presses.ts";
import type { Report } from "./report.ts";

/** How long an interrupted command may take to leave everything whole, unless it has said that it holds on. */
const GRACE_MS = 1000;

/** Ctrl-C, the end of a job and the end of a terminal ask for the same. */
const signals: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** The exit code of a command that was interrupted. */
const INTERRUPTED = 130;

/**
 * Runs a command in a thread of its own and ends the program with its exit code. This thread only listens, so that an
 * interruption is heard whatever the command computes: it is told to stop, and ended if it does not within a second.
 *
 * @param script The module of the command, which calls `perform()`.
 * @param interrupted What the user reads when the command is ended so.
 */
export function supervise(script: URL, interrupted = "Interrupted."): void {
  let held = false;
  const quit = () => {
    try {
      if (Deno.stdout.isTerminal()) Deno.stdout.writeSync(new TextEncoder().encode("\r\x1b[2K"));
      Deno.stderr.writeSync(new TextEncoder().encode(`${interrupted}\n`));
    } finally {
      Deno.exit(INTERRUPTED);
    }
  };
  const worker = new Worker(script, { type: "module" });
  const interrupt = presses(() => performance.now(), {
    first() {
      worker.postMessage("stop");
      setTimeout(() => held || quit(), GRACE_MS);
    },
    again: quit,
  });
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    if (data.kind === "held") held = true;
    else if (data.code === INTERRUPTED && !held) quit();
    else Deno.exit(data.code);
  };
  for (const signal of signals) Deno.addSignalListener(signal, interrupt);
}
