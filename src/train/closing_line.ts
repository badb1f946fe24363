import { duration } from "./duration.ts";
import type { Metrics } from "./metrics.ts";
import type { Run } from "./prepare.ts";

/** How a run ended. */
export type Ending = "done" | "interrupted" | "max-time" | "patience";

const words: Readonly<Record<Ending, string>> = {
  "done": "Trained",
  "interrupted": "Interrupted",
  "max-time": "Stopped by --max-time",
  "patience": "Stopped by --patience",
};

/**
 * What a run came to, in a line: what was trained, how well, how fast, and where it is.
 *
 * @param run The run.
 * @param last Its last whole epoch, if there is one.
 * @param folder The path of the run folder.
 * @param ending How it ended.
 */
export function closingLine(
  { config, dataset, network }: Pick<Run, "config" | "dataset" | "network">,
  last: Metrics | undefined,
  folder: string,
  ending: Ending,
): string {
  const what = `${words[ending]}: ${network.name} with ${config.method} on ${dataset.name}`;
  if (last === undefined) return `${what}, before the first epoch was done. Run folder: ${folder}`;
  return `${what}, ${last.epoch} of ${config.epochs} epochs; ` +
    `top-1 ${last.top1.toFixed(1)} %, top-5 ${last.top5.toFixed(1)} %, test loss ${
      last.testLoss.toFixed(3)
    }; ` +
    `${duration(last.seconds)}, ${last.imagesPerSecond.toFixed(0)} images/s. Run folder: ${folder}`;
}
