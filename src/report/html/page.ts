import { type Child, element } from "./markup.ts";
import { style } from "./style.ts";

/** The page may show what is in it, and ask nobody for anything: no script, no request. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * A whole HTML page in one file.
 *
 * @param title What the window is called.
 * @param body What is on it.
 */
export function page(title: string, ...body: readonly Child[]): string {
  const head = element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    element("meta", { name: "generator", content: "miamix" }),
    element("title", {}, title),
    element("style", {}, { html: style }),
  );
  const whole = element("html", { lang: "en" }, head, element("body", {}, element("main", {}, ...body)));
  return `<!doctype html>\n${whole.html}\n`;
}
