import fc from "fast-check";
import { cpu, describe, draw, fold, type ImageShape, key, lower } from "../../mod.ts";
import { planShape } from "../../src/batch.ts";
import { noiseBatch } from "../laws/batches.ts";
import { anyRecipe } from "./any_recipe.ts";
import { difference, type Engine, TOLERANCE } from "./conformance.ts";
import { webgpuTest } from "./webgpu.ts";
import { webgpuEngine } from "./webgpu_engine.ts";

/** How many recipes are drawn, and from which seed: `MIAMIX_RANDOM_RECIPES=10000 MIAMIX_RANDOM_SEED=2 deno test …`. */
const asked = Deno.env.get("MIAMIX_RANDOM_RECIPES");
const seed = Number(Deno.env.get("MIAMIX_RANDOM_SEED") ?? "1");

const shapes = fc.constantFrom<ImageShape[]>([3, 6, 7, 1], [2, 12, 12, 3], [4, 5, 9, 2], [1, 28, 20, 3]);

/**
 * Demands that an engine agrees with the reference on recipes of all combinators, each of which is lowered and run. A
 * pixel may lie on the other side of an edge where the engine says so: this share of all pixels, and what it weighs in
 * the labels.
 */
async function assertAgreesOnAnyRecipe(engine: Engine, usual: number): Promise<void> {
  const count = Number(asked ?? usual);
  let pixels = 0, tied = 0;
  await fc.assert(
    fc.asyncProperty(anyRecipe, shapes, fc.nat(), async (recipe, shape, number) => {
      const batch = noiseBatch(key(number), shape), each = shape[1] * shape[2];
      const found = await difference(engine, recipe, fold(key(number), 1), batch).catch((error) => {
        throw new Error(`${describe(recipe)}\n${error}`, { cause: error });
      });
      pixels += shape[0] * each;
      tied += found.tied;
      const labels = TOLERANCE + found.tied / each;
      if (found.labels <= labels && (engine.tied > 0 || found.tied === 0)) return;
      throw new Error(`${describe(recipe)}\n${found.tied} pixels differ, labels by ${found.labels}`);
    }),
    { numRuns: count, seed },
  );
  if (tied > engine.tied * pixels) throw new Error(`${tied} of ${pixels} pixels differ`);
  if (asked !== undefined) {
    console.log(`${engine.name}, seed ${seed}: ${count} recipes, ${tied} of ${pixels} pixels differ`);
  }
}

Deno.test("the cpu engine agrees with the reference on recipes of all combinators", () =>
  assertAgreesOnAnyRecipe({
    name: "cpu",
    mix: (recipe, from, batch) => cpu(lower(recipe), draw(recipe, from, planShape(batch)), batch),
    tied: 0,
  }, 300));

webgpuTest(
  "the webgpu engine agrees with the reference on recipes of all combinators",
  // Few, since the kernels of each have to be compiled.
  () => assertAgreesOnAnyRecipe(webgpuEngine, 50),
);
