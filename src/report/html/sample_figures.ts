import type { PicturedBatch, PicturedSample } from "../pictured_batch.ts";
import { element, type Markup } from "./markup.ts";
import { percent } from "./percent.ts";

/** Pictures of a mixed batch as data URLs: of every sample its anchor, partner, mask and mixed image. */
export type TileUrls = readonly (readonly string[])[];

const kinds = ["anchor", "partner", "mask", "mixed"] as const;

/** Shows the samples of a mixed batch, each with its pictures and its label. */
export function sampleFigures({ step, samples }: PicturedBatch, urls: TileUrls): Markup {
  return element(
    "section",
    { "aria-label": `Step ${step}` },
    element("h3", {}, `Step ${step}`),
    element("div", { class: "samples" }, samples.map((sample, i) => figure(sample, urls[i] ?? []))),
  );
}

function figure(sample: PicturedSample, urls: readonly string[]): Markup {
  const { anchor, partner, lambda, label } = sample;
  const told: Readonly<Record<(typeof kinds)[number], string>> = {
    anchor: `Anchor: ${anchor}`,
    partner: `Partner: ${partner}`,
    mask: `Mask: white is where the anchor stays, ${percent(lambda)} in the mean`,
    mixed: `Mixed: ${label.map(([name, weight]) => `${percent(weight)} ${name}`).join(", ")}`,
  };
  return element(
    "figure",
    {},
    element(
      "div",
      { class: "strip" },
      kinds.map((kind, i) =>
        element(
          "div",
          {},
          element("img", { src: urls[i], alt: told[kind] }),
          element("span", { "aria-hidden": "true" }, kind),
        )
      ),
    ),
    element(
      "span",
      { class: "blend", "aria-hidden": "true" },
      label.map(([, weight]) => element("i", { style: `width:${(100 * weight).toFixed(1)}%` })),
    ),
    element(
      "figcaption",
      { class: "label" },
      label.map(([name, weight], i) => [i === 0 ? "" : " + ", `${percent(weight)} ${name}`]),
    ),
  );
}
