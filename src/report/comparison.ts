import type { Metrics } from "../train/mod.ts";
import { differences, groupRuns, type RunGroup } from "./group_runs.ts";
import { type LineChart, lineChart, type Series } from "./html/line_chart.ts";
import { element, type Markup } from "./html/markup.ts";
import { numbersTable } from "./html/numbers_table.ts";
import { page } from "./html/page.ts";
import { rate } from "./html/rate.ts";
import { recipeDiagram } from "./html/recipe_diagram.ts";
import { decodeKernels, kernelsLine } from "../train/find_kernels.ts";
import { isRecord } from "../train/read_record.ts";
import type { RecordedRun } from "./recorded_run.ts";
import { deviation, mean } from "./statistics.ts";

/** Options of {@linkcode comparison}. */
export interface ComparisonOptions {
  /** Where the report of a run is, to link to it. @default no links */
  readonly link?: (run: RecordedRun) => string;
}

/**
 * Several runs side by side as one HTML page that needs nothing else. Runs that differ in nothing but the seed are one
 * curve, their mean, with a band from the lowest to the highest.
 */
export function comparison(runs: readonly RecordedRun[], { link }: ComparisonOptions = {}): string {
  const groups = groupRuns(runs);
  const title = groups.length === 1 ? groups[0]!.name : `${groups.length} experiments side by side`;
  const seeded = groups.some(({ runs }) => runs.length > 1);
  return page(
    `${title} · miamix`,
    element("h1", {}, title),
    element("p", { class: "muted" }, `${runs.length} runs`),
    element("h2", {}, "Results"),
    results(groups),
    seeded
      ? element(
        "p",
        { class: "note" },
        "Mean ± standard deviation over the runs of an experiment (n − 1), after its last epoch and in its best one.",
      )
      : undefined,
    element("h2", {}, "Curves"),
    seeded
      ? element(
        "p",
        { class: "note" },
        "A curve is the mean over seeds, its band reaches from the lowest to the highest.",
      )
      : undefined,
    element("div", { class: "charts" }, charts(groups)),
    groups.length === 1 ? undefined : [element("h2", {}, "What differs"), differing(groups)],
    element("h2", {}, "Recipes"),
    groups.flatMap(({ name, runs: [first] }) =>
      first?.outline === undefined ? [] : [element("h3", {}, name), recipeDiagram(first.outline)]
    ),
    element("h2", {}, "Runs"),
    list(groups, link),
  );
}

function results(groups: readonly RunGroup[]): Markup {
  return numbersTable(
    ["experiment", "top-1 %", "best top-1 %", "top-5 %", "test loss", "images/s", "epochs", "runs"],
    groups.map(({ name, runs }) => {
      const done = runs.filter(({ metrics }) => metrics.length > 0);
      const last = (field: keyof Metrics) => done.map(({ metrics }) => metrics.at(-1)![field]);
      const best = done.map(({ metrics }) => Math.max(...metrics.map(({ top1 }) => top1)));
      return [
        name,
        spread(last("top1"), 2),
        spread(best, 2),
        spread(last("top5"), 2),
        spread(last("testLoss"), 3),
        spread(last("imagesPerSecond"), 0),
        spread(last("epoch"), 0),
        runs.length,
      ];
    }),
  );
}

function spread(values: readonly number[], digits: number): string {
  if (values.length === 0) return "–";
  const middle = mean(values).toFixed(digits);
  return values.length === 1 || values.every((value) => value === values[0])
    ? middle
    : `${middle} ± ${deviation(values).toFixed(digits)}`;
}

function charts(groups: readonly RunGroup[]): readonly Markup[] {
  const fixed = (digits: number) => (y: number) => y.toFixed(digits);
  const chart = (field: keyof Metrics, more: Omit<LineChart, "x" | "series">) =>
    lineChart({ ...more, x: "epoch", series: groups.map((group, i) => overSeeds(group, field, i)) });
  return [
    chart("top1", { title: "Top-1 accuracy", unit: "% of the test images", format: fixed(2) }),
    chart("testLoss", { title: "Test loss", unit: "cross-entropy in nats", format: fixed(3) }),
    chart("trainLoss", { title: "Training loss", unit: "mixed batches, nats", format: fixed(3) }),
    chart("lr", { title: "Learning rate", unit: "at the end of the epoch", format: rate, include: 0 }),
    chart("imagesPerSecond", {
      title: "Speed",
      unit: "training images a second",
      format: fixed(0),
      include: 0,
    }),
  ];
}

/** The mean of the runs at the epochs that all of them have done, and the band from the lowest to the highest. */
function overSeeds({ name, runs }: RunGroup, field: keyof Metrics, place: number): Series {
  const epochs = Math.min(...runs.map(({ metrics }) => metrics.length));
  const at = Array.from({ length: epochs }, (_, i) => ({
    x: runs[0]!.metrics[i]!.epoch,
    values: runs.map(({ metrics }) => metrics[i]![field]),
  }));
  return {
    name,
    points: at.map(({ x, values }) => ({ x, y: mean(values) })),
    band: runs.length === 1
      ? []
      : at.map(({ x, values }) => ({ x, low: Math.min(...values), high: Math.max(...values) })),
    dashed: place >= 8,
  };
}

function differing(groups: readonly RunGroup[]): Markup {
  const firsts = groups.map(({ runs }) => runs[0]!);
  return numbersTable(
    ["", ...groups.map(({ name }) => name)],
    differences(firsts).map((path) => [path, ...firsts.map(({ config }) => String(config[path] ?? "–"))]),
  );
}

function list(groups: readonly RunGroup[], link: ComparisonOptions["link"]): Markup {
  return numbersTable(
    ["run", "experiment", "seed", "computed on", "epochs", "top-1 %"],
    groups.flatMap(({ name, runs }) =>
      runs.map((run) => [
        link === undefined ? run.path : element("a", { href: link(run) }, run.path),
        name,
        String(run.config.seed),
        computedOn(run),
        run.metrics.length,
        run.metrics.at(-1)?.top1.toFixed(2) ?? "–",
      ])
    ),
  );
}

/** The backend, and whose kernels convolved there where not all of them were of this package. */
function computedOn({ record }: RecordedRun): string {
  if (!isRecord(record.backend)) return "–";
  const { name, kernels } = record.backend;
  const choice = decodeKernels(kernels);
  return Object.keys(choice).length === 0 ? String(name) : `${name}, ${kernelsLine(choice)}`;
}
