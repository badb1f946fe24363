import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  cropAndFlip,
  defineMask,
  describe,
  miamix,
  type Outline,
  outline,
  randommix,
  rotate,
  withViews,
} from "../../mod.ts";
import { recipeOf, recipes } from "../table.ts";

const bent = [
  { probability: 0.25, name: "rotate(±30°) > shear(±0.3)" },
  { probability: 0.5, name: "smooth(3 or 5 or 7)" },
];

Deno.test("outline() of MiAMix has its five masks, their shares, and how the hard-edged ones are bent", () => {
  const found = outline(withViews(cropAndFlip({ padding: 4 }))(miamix()));
  assert(found.kind === "mixture");
  const { masks, view, layers, scope } = found;
  assertEquals(masks.map(({ share }) => share), [2 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 6]);
  assertEquals(masks.map(({ name }) => name.replace(/\(.*/, "")), [
    "flat",
    "box",
    "fourier",
    "grid",
    "gaussian",
  ]);
  assertEquals(masks.map(({ changes }) => changes), [[], bent, bent, bent, []]);
  assertEquals([layers, scope], [2, "sample"]);
  assert(view?.startsWith("cropAndFlip("));
});

Deno.test("outline() of RandomMix has its four methods", () => {
  const found = outline(randommix({ weights: [1, 2, 1, 4] }));
  assert(found.kind === "choice");
  assertEquals(found.options.map(({ share }) => share), [0.125, 0.25, 0.125, 0.5]);
});

for (const { name, build } of recipes) {
  Deno.test(`outline() of ${name} is plain data that names every part that describe() names`, () => {
    const found = outline(build());
    assertEquals(JSON.parse(JSON.stringify(found)), found);
    const text = describe(build());
    for (const part of names(found)) assert(text.includes(part), `${part} in\n${text}`);
  });
}

/** The names in an outline; shares of each set of options must add up to 1. */
function names(found: Outline): readonly string[] {
  switch (found.kind) {
    case "sequence":
      return found.recipes.flatMap(names);
    case "choice":
      assertAlmostEquals(found.options.reduce((sum, { share }) => sum + share, 0), 1, 1e-12);
      return found.options.flatMap(({ recipe }) => names(recipe));
    case "mixture": {
      const { pairing, view, ratios, masks, merge, blend } = found;
      assertAlmostEquals(masks.reduce((sum, { share }) => sum + share, 0), 1, 1e-12);
      const changes = masks.flatMap(({ changes }) => changes.map(({ name }) => name));
      return [
        pairing,
        ...(view === null ? [] : [view]),
        ratios,
        ...masks.map(({ name }) => name),
        ...changes,
        merge,
        blend,
      ];
    }
  }
}

Deno.test("outline() takes no change from the name of a mask", () => {
  const mask = defineMask("a > sometimes(0.5, b)", { draw: () => ({ v: 1 }), pixel: ({ v }) => v });
  const found = outline(recipeOf(rotate()(mask)));
  assert(found.kind === "mixture");
  assertEquals(found.masks, [{
    share: 1,
    name: "a > sometimes(0.5, b)",
    changes: [{ probability: 1, name: "rotate(±30°)" }],
  }]);
});
