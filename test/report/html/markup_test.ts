import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { element } from "../../../src/report/html/markup.ts";

Deno.test("element() never lets a text become markup", () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "'", "a", "=", "/") }),
  );
  fc.assert(
    fc.property(text, text, (inside, attribute) => {
      const { html } = element("p", { title: attribute }, inside);
      const [, title, body] = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/.exec(html) ?? [];
      assert(title !== undefined && body !== undefined, html);
      assertEquals([unescape(title), unescape(body)], [attribute, inside]);
    }),
    { seed: 9 },
  );
});

Deno.test("element() closes what needs it, and leaves out attributes that are not there", () => {
  assertEquals(
    element("img", { alt: "", hidden: true, title: undefined, src: false }).html,
    '<img alt="" hidden>',
  );
  assertEquals(
    element("ul", {}, [1, 2].map((n) => element("li", {}, n)), undefined).html,
    "<ul><li>1</li><li>2</li></ul>",
  );
});

const signs: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function unescape(text: string): string {
  return text.replace(/&([^;]+);/g, (_, name) => signs[name]!);
}
