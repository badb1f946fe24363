import { duration } from "./duration.ts";
import type { StepProgress } from "./train.ts";

/** A step in a line, for people. */
export function stepLine(progress: StepProgress, epochs: number, steps: number): string {
  const { epoch, step, loss, imagesPerSecond, secondsLeft, memory } = progress;
  return [
    `Epoch ${epoch}/${epochs}`,
    `step ${step}/${steps}`,
    `loss ${loss.toFixed(3)}`,
    `${imagesPerSecond.toFixed(0)} images/s`,
    `${duration(secondsLeft)} left`,
    `${Math.ceil(memory / 2 ** 20)} MiB`,
  ].join("  ");
}
