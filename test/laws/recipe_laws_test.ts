import fc from "fast-check";
import { type Law, recipes } from "../table.ts";
import { cases } from "./batches.ts";
import { always, unlessExempt } from "./recipe_laws.ts";

const runs = { seed: 20230804, numRuns: 25 };

for (const [law, holds] of Object.entries({ ...always, ...unlessExempt })) {
  Deno.test(`${law}, for every recipe`, async (t) => {
    for (const { name, build, exempt = {} } of recipes) {
      if (exempt[law as Law] !== undefined) continue;
      const recipe = build();
      await t.step(name, () => fc.assert(fc.property(cases, (example) => holds(recipe, example)), runs));
    }
  });
}
