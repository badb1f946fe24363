import { flatten } from "../flatten.ts";
import { element, type Markup } from "./markup.ts";

/**
 * What plain data says, as a table: a row for each number or text in it, by the path of names that leads there. What is
 * `null` is named below.
 *
 * @param title What the table is about.
 * @param data Plain data; lists of numbers or texts stay together.
 */
export function factsTable(title: string, data: Readonly<Record<string, unknown>>): Markup {
  const facts = Object.entries(flatten(data));
  const unset = facts.filter(([, value]) => value === null).map(([path]) => path);
  const rows = facts.filter(([, value]) => value !== null).map(([path, value]) =>
    element("tr", {}, element("th", { scope: "row" }, path), element("td", {}, textOf(value)))
  );
  return element(
    "div",
    {},
    element("table", {}, element("caption", {}, title), element("tbody", {}, rows)),
    unset.length === 0 ? undefined : element("p", { class: "note" }, `Not set: ${unset.join(", ")}.`),
  );
}

function textOf(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.every((one) => typeof one !== "object") ? value.join(", ") : JSON.stringify(value);
}
