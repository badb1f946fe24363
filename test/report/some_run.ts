import type { Metrics } from "../../src/train/mod.ts";

/** The metrics of a run that learns. */
export function someMetrics(epochs: number, seed = 0): Metrics[] {
  return Array.from({ length: epochs }, (_, i) => {
    const wave = 0.05 * Math.sin(7 * i + seed);
    return {
      epoch: i + 1,
      step: 31 * (i + 1),
      trainLoss: 1.2 + 1.2 * Math.exp(-i / 3) + wave,
      testLoss: 0.8 + 1.4 * Math.exp(-i / 3) - wave,
      top1: 80 - 60 * Math.exp(-i / 3) + 10 * wave,
      top5: 99 - 40 * Math.exp(-i / 3),
      lr: 0.05 * (1 + Math.cos(Math.PI * i / epochs)),
      seconds: 12.5 * (i + 1),
      imagesPerSecond: 800 + 200 * wave,
    };
  });
}
