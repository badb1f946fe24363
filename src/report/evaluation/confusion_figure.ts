import { encode } from "fast-png";
import { element, type Markup } from "../html/markup.ts";

/** More classes than these are shown as a picture, a pixel for each pair. */
const LEGIBLE = 20;

/**
 * Shows a confusion matrix: a row for each true class. The depth of a colour is the square root of the share of the row,
 * so that rare confusions are seen.
 */
export function confusionFigure(confusion: readonly (readonly number[])[], names: readonly string[]): Markup {
  return names.length > LEGIBLE ? picture(confusion) : table(confusion, names);
}

function table(confusion: readonly (readonly number[])[], names: readonly string[]): Markup {
  return element(
    "div",
    { class: "wide" },
    element(
      "table",
      { class: "matrix" },
      element("caption", {}, "Rows: the true class. Columns: what it was taken for."),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          element("td", {}),
          names.map((name) => element("th", { scope: "col" }, element("span", {}, name))),
        ),
      ),
      element(
        "tbody",
        {},
        confusion.map((row, truth) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, names[truth]),
            shares(row).map((share, taken) =>
              element(
                "td",
                { style: shade(share, truth === taken ? 0 : 1) },
                row[taken] === 0 ? "·" : row[taken],
              )
            ),
          )
        ),
      ),
    ),
  );
}

/** At most half of the colour, so that ink is legible on it. */
function shade(share: number, colour: number): string | undefined {
  return share === 0
    ? undefined
    : `background:color-mix(in srgb,var(--s${colour}) ${(50 * Math.sqrt(share)).toFixed(1)}%,var(--paper))`;
}

function picture(confusion: readonly (readonly number[])[]): Markup {
  const side = confusion.length;
  const data = Uint8Array.from(
    confusion.flatMap((row) => shares(row).map((share) => Math.round(255 * (1 - Math.sqrt(share))))),
  );
  const png = encode({ width: side, height: side, data, channels: 1, depth: 8 });
  return element(
    "figure",
    {},
    element(
      "figcaption",
      { class: "note" },
      `${side} classes: a row for each true class from the top, a column for each that it was taken for.`,
    ),
    element("img", {
      class: "heat",
      src: `data:image/png;base64,${png.toBase64()}`,
      alt: `Confusion matrix of ${side} classes; the tables below name the confusions.`,
    }),
  );
}

function shares(row: readonly number[]): readonly number[] {
  const all = row.reduce((sum, count) => sum + count, 0);
  return row.map((count) => all === 0 ? 0 : count / all);
}
