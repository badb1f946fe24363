import type { Run } from "./prepare.ts";

/** Someone who shows a run folder to people while the run goes on. It must not throw. */
export interface Pages {
  /** The run begins, or goes on: its folder has a `config.json`. */
  begun(path: string, run: Run): Promise<void>;
  /** There is a new line of metrics. */
  epoch(path: string): Promise<void>;
  /** The run has ended or is interrupted. */
  ended(path: string): Promise<void>;
}
