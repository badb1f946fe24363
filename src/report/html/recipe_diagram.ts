import type { MaskOutline, MixtureOutline, Outline } from "../../recipe/outline.ts";
import { type Child, element, type Markup } from "./markup.ts";
import { percent } from "./percent.ts";

/** Draws a recipe as its stages, left to right on a wide page and top to bottom on a narrow one. */
export function recipeDiagram(outline: Outline): Markup {
  switch (outline.kind) {
    case "mixture":
      return mixture(outline);
    case "sequence":
      return element(
        "div",
        {},
        recipeDiagram(outline.recipes[0]),
        element("p", { class: "note" }, "and then"),
        recipeDiagram(outline.recipes[1]),
      );
    case "choice":
      return element(
        "div",
        {},
        element("p", {}, `One of ${outline.options.length} recipes, taken for every ${outline.scope}:`),
        outline.options.map(({ share, recipe }) =>
          element(
            "div",
            { class: "nested" },
            element("h3", {}, `${percent(share)} of the time`, bar(share)),
            recipeDiagram(recipe),
          )
        ),
      );
  }
}

function mixture({ pairing, view, ratios, layers, masks, scope, merge, blend }: MixtureOutline): Markup {
  const bends = changesOf(masks);
  return element(
    "ol",
    { class: "flow" },
    stage(
      "pair",
      "who meets whom",
      rule(pairing),
      view === null ? undefined : element("p", {}, "each read through ", name(view)),
    ),
    stage(
      "ratios",
      layers === 1 ? "how much of the partner" : `how much of the partner, up to ${layers} layers`,
      rule(ratios),
    ),
    masks.length === 1
      ? stage("mask", "where the anchor stays", rule(masks[0]!.name))
      : broadStage("masks", `where the anchor stays: one for every layer of a ${scope}`, shares(masks)),
    bends.length === 0 ? undefined : broadStage("bends", "how a mask is changed", bends),
    stage("merge", layers === 1 ? "one layer stays as it is" : "layers become one mask", rule(merge)),
    stage("mix", "x′ = m·x + (1 − m)·partner", rule(blend)),
  );
}

function stage(title: string, why: string, ...children: readonly Child[]): Markup {
  return element("li", {}, element("h4", {}, title), element("p", { class: "why" }, why), ...children);
}

function broadStage(title: string, why: string, ...children: readonly Child[]): Markup {
  return element(
    "li",
    { class: "broad" },
    element("h4", {}, title),
    element("p", { class: "why" }, why),
    ...children,
  );
}

function shares(masks: readonly MaskOutline[]): Markup {
  return element(
    "ul",
    { class: "shares" },
    masks.map(({ share, name: mask }) =>
      element(
        "li",
        {},
        element("span", { class: "share" }, percent(share)),
        element("div", {}, name(mask), bar(share)),
      )
    ),
  );
}

/** The changes, each list of them once, with the masks that it belongs to. */
function changesOf(masks: readonly MaskOutline[]): readonly Markup[] {
  const lists = new Map<string, MaskOutline[]>();
  for (const mask of masks) {
    if (mask.changes.length === 0) continue;
    const key = JSON.stringify(mask.changes);
    lists.set(key, [...lists.get(key) ?? [], mask]);
  }
  return [...lists.values()].map((group) =>
    element(
      "div",
      {},
      element(
        "p",
        {},
        group.length === masks.length
          ? "every mask"
          : group.map((mask, i) => [i === 0 ? "" : ", ", name(shortName(mask.name))]),
        ":",
      ),
      element(
        "ul",
        { class: "shares" },
        group[0]!.changes.map(({ probability, name: change }) =>
          element(
            "li",
            {},
            element("span", { class: "share" }, percent(probability)),
            element("div", {}, name(change.replaceAll(" > ", " › "))),
          )
        ),
      ),
    )
  );
}

/** A mask without its options: `fourier` of `fourier(decay 3)`. */
function shortName(mask: string): string {
  return mask.replace(/\(.*$/, "");
}

function rule(text: string): Markup {
  return element("p", {}, name(text));
}

/** Code that may break after an opening bracket. */
function name(text: string): Markup {
  return element(
    "code",
    {},
    text.split(/(?<=\()/).map((piece, i) => [i === 0 ? undefined : element("wbr", {}), piece]),
  );
}

function bar(share: number): Markup {
  return element(
    "span",
    { class: "bar", "aria-hidden": "true" },
    element("i", { style: `width:${(100 * share).toFixed(1)}%` }),
  );
}
