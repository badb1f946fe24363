import { type Child, element, type Markup } from "./markup.ts";

/** A table of numbers, each row with a name first. It scrolls by itself where a page is too narrow. */
export function numbersTable(names: readonly string[], rows: readonly (readonly Child[])[]): Markup {
  if (rows.length === 0) return element("p", { class: "note" }, "None.");
  const head = element("tr", {}, names.map((name) => element("th", { scope: "col" }, name)));
  const body = rows.map(([first, ...rest]) =>
    element("tr", {}, element("th", { scope: "row" }, first), rest.map((cell) => element("td", {}, cell)))
  );
  const table = element("table", { class: "number" }, element("thead", {}, head), element("tbody", {}, body));
  return element("div", { class: "wide" }, table);
}
