import { flatten } from "../flatten.ts";
import { element, type Markup } from "./markup.ts";

/**
 * A table of what plain data says: a row for each number or text in it, by the path of names that leads there.
 *
 * @param title What the table is about.
 * @param data Plain data; lists of numbers or texts stay together.
 */
export function factsTable(title: string, data: Readonly<Record<string, unknown>>): Markup {
  return element(
    "table",
    {},
    element("caption", {}, title),
    element(
      "tbody",
      {},
      Object.entries(flatten(data)).map(([path, value]) =>
        element("tr", {}, element("th", { scope: "row" }, path), element("td", {}, textOf(value)))
      ),
    ),
  );
}

function textOf(value: unknown): string {
  if (value === null) return "–";
  if (!Array.isArray(value)) return String(value);
  return value.every((one) => typeof one !== "object") ? value.join(", ") : JSON.stringify(value);
}
