import type { Metrics } from "../train/mod.ts";
import { duration } from "../train/duration.ts";
import { cutTiles } from "./cut_tiles.ts";
import { factsTable } from "./html/facts_table.ts";
import { type LineChart, lineChart, type Series } from "./html/line_chart.ts";
import { element, type Markup } from "./html/markup.ts";
import { page } from "./html/page.ts";
import { recipeDiagram } from "./html/recipe_diagram.ts";
import { rate } from "./html/rate.ts";
import { sampleFigures } from "./html/sample_figures.ts";
import { metricsTable } from "./html/metrics_table.ts";
import type { RecordedRun } from "./recorded_run.ts";
import { runTitle } from "./run_title.ts";

/**
 * A run as one HTML page that needs nothing else: curves, recipe, the first mixed batches, configuration and
 * environment. It has no script and asks no server for anything.
 */
export function runReport(run: RecordedRun): string {
  const { record, config, outline, metrics, batches } = run;
  const { config: _, outline: __, recipe, ...environment } = record;
  const title = runTitle(config);
  return page(
    `${title} · miamix`,
    element("h1", {}, title),
    element("p", { class: "muted" }, run.path),
    facts(run),
    element("h2", {}, "Curves"),
    element("div", { class: "charts" }, charts(metrics)),
    metrics.length === 0 ? undefined : details("Every epoch as numbers", metricsTable(metrics)),
    element("h2", {}, "Recipe"),
    outline === undefined
      ? element("pre", {}, Array.isArray(recipe) ? recipe.join("\n") : "not recorded")
      : recipeDiagram(outline),
    batches.length === 0 ? undefined : [
      element("h2", {}, "The first mixed batches"),
      element(
        "p",
        { class: "note" },
        "Anchor and partner as they are stored; the mask, white where the anchor stays; and what the network saw. " +
          "The bar is the label.",
      ),
      batches.map(({ batch, sheet }) => sampleFigures(batch, cutTiles(batch, sheet))),
    ],
    element("h2", {}, "How it was run"),
    element(
      "div",
      { class: "pairs" },
      factsTable("Configuration", config),
      factsTable("Environment", environment),
    ),
  );
}

function facts({ config, metrics }: RecordedRun): Markup {
  const last = metrics.at(-1);
  if (last === undefined) return element("p", {}, "No epoch is done yet.");
  const best = metrics.reduce((a, b) => b.top1 > a.top1 ? b : a);
  const entries: readonly (readonly [string, string, string?])[] = [
    ["Top-1", `${last.top1.toFixed(2)} %`, `best ${best.top1.toFixed(2)} in epoch ${best.epoch}`],
    ["Top-5", `${last.top5.toFixed(2)} %`],
    ["Test loss", last.testLoss.toFixed(3), "nats"],
    ["Epochs", `${last.epoch}`, `of ${config["schedule.epochs"]}`],
    ["Time", duration(last.seconds)],
    ["Speed", last.imagesPerSecond.toFixed(0), "images/s"],
  ];
  return element(
    "dl",
    { class: "facts" },
    entries.map(([name, value, more]) =>
      element(
        "div",
        {},
        element("dt", {}, name),
        element("dd", {}, value, more === undefined ? undefined : element("small", {}, more)),
      )
    ),
  );
}

function charts(metrics: readonly Metrics[]): readonly Markup[] {
  const of = (field: keyof Metrics) => metrics.map((epoch) => ({ x: epoch.epoch, y: epoch[field] }));
  const series = (name: string, field: keyof Metrics, more: Partial<Series> = {}): Series => ({
    name,
    points: of(field),
    ...more,
  });
  const all: readonly LineChart[] = [
    {
      title: "Loss",
      unit: "cross-entropy in nats",
      x: "epoch",
      series: [series("training, mixed", "trainLoss"), series("test", "testLoss")],
      format: (y) => y.toFixed(3),
    },
    {
      title: "Accuracy",
      unit: "% of the test images",
      x: "epoch",
      series: [series("top-1", "top1", { colour: 1 }), series("top-5", "top5", { colour: 2, dashed: true })],
      format: (y) => y.toFixed(2),
    },
    {
      title: "Learning rate",
      unit: "at the end of the epoch",
      x: "epoch",
      series: [series("rate", "lr", { colour: 3 })],
      include: 0,
      format: rate,
    },
    {
      title: "Speed",
      unit: "training images a second",
      x: "epoch",
      series: [series("images/s", "imagesPerSecond", { colour: 6 })],
      include: 0,
      format: (y) => y.toFixed(0),
    },
  ];
  return all.map(lineChart);
}

function details(summary: string, content: Markup): Markup {
  return element("details", {}, element("summary", {}, summary), content);
}
