import type { Metrics } from "../../train/mod.ts";
import type { Markup } from "./markup.ts";
import { numbersTable } from "./numbers_table.ts";

const columns = {
  epoch: ["epoch", 0],
  step: ["steps", 0],
  trainLoss: ["training loss", 4],
  testLoss: ["test loss", 4],
  top1: ["top-1 %", 2],
  top5: ["top-5 %", 2],
  lr: ["learning rate", 5],
  seconds: ["seconds", 1],
  imagesPerSecond: ["images/s", 0],
} as const satisfies Partial<Record<keyof Metrics, readonly [string, number]>>;

/** The metrics as numbers, a row an epoch. */
export function metricsTable(metrics: readonly Metrics[]): Markup {
  const fields = Object.entries(columns) as [keyof typeof columns, readonly [string, number]][];
  return numbersTable(
    fields.map(([, [name]]) => name),
    metrics.map((epoch) => fields.map(([field, [, digits]]) => epoch[field].toFixed(digits))),
  );
}
