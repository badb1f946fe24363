import type { Metrics } from "../../train/mod.ts";
import { join } from "./field.ts";
import { type Shown, summaryEvent, versionEvent } from "./event.ts";

/** What an event file tells beside the metrics. */
export interface EventFileOptions {
  /** When the run started, in seconds since 1970. */
  readonly started: number;
  /** What is shown from the start: the recipe, the configuration, the first mixed batches. @default {[]} */
  readonly shown?: readonly Shown[];
}

/** The tags of the metrics; TensorBoard groups them by what comes before the slash. */
const tags = {
  trainLoss: "loss/train",
  testLoss: "loss/test",
  top1: "accuracy/top-1",
  top5: "accuracy/top-5",
  lr: "optimiser/learning rate",
  imagesPerSecond: "speed/images per second",
} as const satisfies Partial<Record<keyof Metrics, string>>;

/**
 * The metrics of a run as a TensorBoard event file. It is decided by its arguments: the file of more epochs starts with
 * the file of fewer, so a file on the disk grows by what is missing.
 *
 * A wall time is the start of the run plus the seconds it took, so the time that an interrupted run did not run is left
 * out.
 *
 * @param metrics The epochs, in their order.
 * @param options What else it tells.
 */
export function eventFile(
  metrics: readonly Metrics[],
  { started, shown = [] }: EventFileOptions,
): Uint8Array {
  const epochs = metrics.map((epoch) =>
    summaryEvent(
      { wallTime: started + epoch.seconds, step: epoch.step },
      Object.entries(tags).map(([field, tag]) => ({ tag, scalar: epoch[field as keyof typeof tags] })),
    )
  );
  const start = shown.length === 0 ? [] : [summaryEvent({ wallTime: started, step: 0 }, shown)];
  return join([versionEvent(started), ...start, ...epochs]);
}
