import type { Metrics } from "./metrics.ts";

/** An epoch in a line, for people. */
export function epochLine(metrics: Metrics, epochs: number): string {
  const { epoch, trainLoss, testLoss, top1, top5, imagesPerSecond } = metrics;
  return [
    `Epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
    `train loss ${trainLoss.toFixed(3)}`,
    `test loss ${testLoss.toFixed(3)}`,
    `top-1 ${top1.toFixed(1)} %`,
    `top-5 ${top5.toFixed(1)} %`,
    `${imagesPerSecond.toFixed(0)} images/s`,
  ].join("  ");
}
