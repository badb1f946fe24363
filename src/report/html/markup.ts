/** HTML or SVG that is safe to put on a page as it is. */
export interface Markup {
  readonly html: string;
}

/** What an element may hold: text is escaped, markup is not. */
export type Child = string | number | Markup | undefined | readonly Child[];

/** The attributes of an element; one that is `undefined` or `false` is left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const empty = new Set(["img", "meta", "wbr"]);

/**
 * An element of HTML or SVG. Every text in it is escaped, so nothing that a user named becomes markup.
 *
 * @param name Its name, such as `p`.
 * @param attributes Its attributes by name.
 * @param children What is in it, one after the other.
 */
export function element(name: string, attributes: Attributes, ...children: readonly Child[]): Markup {
  const inside = empty.has(name) ? "" : `${html(children)}</${name}>`;
  return { html: `<${name}${Object.entries(attributes).map(attribute).join("")}>${inside}` };
}

function html(child: Child): string {
  if (child === undefined) return "";
  if (typeof child !== "object") return escape(String(child));
  return "html" in child ? child.html : child.map(html).join("");
}

function attribute([name, value]: readonly [string, Attributes[string]]): string {
  if (value === undefined || value === false) return "";
  return value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign]!);
}
