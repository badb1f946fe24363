import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import * as m from "../../mod.ts";
import { candidates, type Default, defaults } from "../defaults.ts";

const source = (file: string) => Deno.readTextFile(new URL(`../../src/${file}`, import.meta.url));

for (const { of, option, value, other, source: origin, made } of defaults) {
  Deno.test(`${of}({ ${option} }) is ${JSON.stringify(value)} if it is not given: ${origin}`, () => {
    const plain = made({});
    assertEquals(made({ [option]: value }), plain);
    assertNotEquals(made({ [option]: other }), plain);
  });
}

/** A value as doc comments write it. */
function written(value: unknown): string {
  return JSON.stringify(value).replaceAll(",", ", ");
}

Deno.test("doc comments state the defaults of the table", async () => {
  for (const { file, option, value, says } of defaults) {
    const comment = (await source(file)).replace(/\s*\n \* /g, " ");
    if (says !== undefined) assertStringIncludes(comment, says);
    else assertEquals(stated(comment).get(option), written(value), `${option} in ${file}`);
  }
});

/** The defaults that doc comments state above options. */
function stated(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/@default \{([^}]+)\}(?:(?!\*\/)[\s\S])*\*\/\s*readonly (\w+)\?/g);
  return new Map(Array.from(found, ([, value, option]) => [option!, value!] as const));
}

Deno.test("the table holds every default that a doc comment of the six verbs and of the methods states", async () => {
  const known = new Set(defaults.map(({ file, option }) => `${file} ${option}`));
  // What a mask of one's own may say of itself is no number of a method.
  for (const option of ["edges", "learned"]) known.add(`mask/mask.ts ${option}`);
  for (const folder of ["pair", "ratio", "mask", "augment", "merge", "mix", "method"]) {
    for (const { name } of Deno.readDirSync(new URL(`../../src/${folder}`, import.meta.url))) {
      for (const option of stated(await source(`${folder}/${name}`)).keys()) {
        assert(known.has(`${folder}/${name} ${option}`), `${option} of ${folder}/${name}`);
      }
    }
  }
});

Deno.test("every method with options is in the table", () => {
  const known = new Set(defaults.map(({ of }: Default) => of));
  for (const name of Object.keys(m.methods)) assert(known.has(name) || name === "vanilla", name);
});

Deno.test("RandomMix and MiAMix choose from the published candidates, in the order of their weights", () => {
  const random = m.randommix() as m.Choice;
  assertEquals(random.options.map(([, option]) => (option as m.Mixture).mask.name), candidates.randommix);
  const { mask } = m.miamix({ bend: 0, soften: 0 }) as m.Mixture;
  assertEquals(mask.options!.map(([, option]) => option.name.split(" > ")[0]!), candidates.miamix);
});
