import { element } from "../html/markup.ts";
import { numbersTable } from "../html/numbers_table.ts";
import { page } from "../html/page.ts";
import { confusionFigure } from "./confusion_figure.ts";
import { confusions } from "./confusions.ts";
import type { EvaluationResult } from "./evaluation_result.ts";
import { reliabilityDiagram } from "./reliability_diagram.ts";

/** How many of the most frequent confusions are named. */
const NAMED = 15;

/** What a network knows as one HTML page that needs nothing else: measures, confusion matrix, calibration, classes. */
export function evaluationPage(result: EvaluationResult): string {
  const { weights, network, dataset, backend, notes, classNames, measures } = result;
  const { samples, top1, top5, loss, perClass, confusion, calibration } = measures;
  const title = `${network} on ${dataset}`;
  const own = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  return page(
    `${title} · miamix`,
    element("h1", {}, title),
    element("p", { class: "muted" }, `${weights}, on ${backend.name} (${backend.adapter})`),
    ...notes.map((note) => element("p", {}, note)),
    element(
      "dl",
      { class: "facts" },
      [
        ["Top-1", `${top1.toFixed(2)} %`],
        ["Top-5", `${top5.toFixed(2)} %`],
        ["Loss", loss.toFixed(3)],
        ["Calibration error", `${(100 * calibration.error).toFixed(2)} %`],
        ["Images", samples],
      ].map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
    ),
    element("h2", {}, "Confusion matrix"),
    confusionFigure(confusion, classNames),
    element("h2", {}, "Most often confused"),
    numbersTable(
      ["true class", "taken for", "images", "share of the class"],
      confusions(confusion).slice(0, NAMED).map(({ truth, taken, count }) => [
        classNames[truth],
        classNames[taken],
        count,
        `${(100 * count / own[truth]!).toFixed(1)} %`,
      ]),
    ),
    element("h2", {}, "How sure, and how right"),
    reliabilityDiagram(calibration),
    element("h2", {}, "Classes"),
    numbersTable(
      ["class", "images", "right"],
      classNames.map((
        name,
        c,
      ) => [name, own[c], perClass[c] === null ? "–" : `${perClass[c]!.toFixed(1)} %`]),
    ),
  );
}
