import { explain, type Pages } from "../train/mod.ts";
import { writePictures } from "./write_pictures.ts";
import { writeReport } from "./write_report.ts";

/** Options of {@linkcode keepPages}. */
export interface KeepPagesOptions {
  /** A clock in milliseconds since 1970. */
  readonly now: () => number;
  /** Told when something cannot be drawn or written. */
  readonly warn: (line: string) => void;
}

/** Epochs may be short; pages are made anew this often at most, and when the run ends. */
const EVERY_MS = 5000;

/**
 * Keeps pictures, `report.html`, `metrics.csv` and TensorBoard events of a run up to date while it goes on. They can be
 * made again at any time, so a run goes on when that fails.
 */
export function keepPages({ now, warn }: KeepPagesOptions): Pages {
  let made = -Infinity;
  const attempt = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      warn(`The run goes on without new pages. ${explain(error)}`);
    }
  };
  const make = async (path: string) => {
    made = now();
    await attempt(writeReport(path, { now }));
  };
  return {
    async begun(path, run) {
      const drawn = await Deno.stat(`${path}/pictures/batches.json`).then(() => true, () => false);
      if (!drawn) await attempt(writePictures(path, run));
      await make(path);
    },
    async epoch(path) {
      if (now() - made >= EVERY_MS) await make(path);
    },
    ended: make,
  };
}
