import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as m from "../../mod.ts";
import { planShape } from "../../src/batch.ts";
import { mixBatch } from "../../src/engine/tfjs/mod.ts";
import { noiseBatch } from "../laws/batches.ts";
import { recipeOf } from "../table.ts";
import { webgpuTest } from "./webgpu.ts";

/** Recipes that ask for rasters, alone and among others. */
const recipes: Readonly<Record<string, () => m.Recipe>> = {
  learned: () => recipeOf(m.learned()),
  "one of several masks": () =>
    recipeOf(m.choose([2, m.learned()], [1, m.fourier()], [1, m.grid({ variant: "cells" })])),
  "bent and smoothed": () => recipeOf(m.smooth()(m.rotate()(m.learned()))),
  "two layers": () => recipeOf(m.learned({ margin: 0 }), m.dirichlet({ layers: 2 })),
  "one ratio a batch": () => recipeOf(m.perBatch(m.learned()), m.perBatch(m.fixed(0.4))),
  "one of several recipes": () => m.chooseRecipe([1, recipeOf(m.learned())], [1, m.cutmix()]),
};

const batch = noiseBatch(m.key(1), [16, 6, 10, 3]);
const pixels = 60;

function planOf(recipe: m.Recipe): m.Plan {
  return m.draw(recipe, m.key(2), planShape(batch));
}

/** Rasters for every pass of a plan, each pixel another number. */
function rastersFor({ passes }: m.Plan): readonly Float32Array[] {
  return passes.map(({ learned }) =>
    Float32Array.from({ length: learned.length * pixels }, (_, i) => (Math.imul(i, 7919) % 1000) / 1000)
  );
}

Deno.test("a learned mask is the raster that it was given", () => {
  const recipe = recipeOf(m.learned({ margin: 0 }));
  const plan = planOf(recipe), rasters = rastersFor(plan);
  assertEquals(plan.passes[0]!.learned.map(({ sample }) => sample), Array.from({ length: 16 }, (_, n) => n));
  for (const engine of [m.cpu, m.reference]) {
    assertEquals(engine(m.lower(recipe), m.fillPlan(plan, rasters), batch).masks, rasters[0]);
  }
});

Deno.test("a learned mask is flat until it is given, and where a share is below the margin", () => {
  const recipe = recipeOf(m.learned({ margin: 0.2 }));
  const plan = planOf(recipe), asked = new Set(plan.passes[0]!.learned.map(({ sample }) => sample));
  assert(asked.size > 4 && asked.size < 16, `${asked.size} of 16 samples ask`);
  const flat = m.cpu(m.lower(recipe), plan, batch).masks;
  const given = m.cpu(m.lower(recipe), m.fillPlan(plan, rastersFor(plan)), batch).masks;
  for (let n = 0; n < 16; n++) {
    const share = flat[n * pixels]!;
    assertEquals(new Set(flat.subarray(n * pixels, (n + 1) * pixels)).size, 1);
    assertEquals(asked.has(n), Math.min(share, 1 - share) > 0.2);
    assertEquals(new Set(given.subarray(n * pixels, (n + 1) * pixels)).size === 1, !asked.has(n));
  }
});

Deno.test("every sample asks for the ratio that it drew, for itself, also where one draw serves the batch", () => {
  const [{ learned } = { learned: [] }] = planOf(recipes["one ratio a batch"]!()).passes;
  assertEquals(learned.map(({ sample }) => sample), Array.from({ length: 16 }, (_, n) => n));
  for (const { ratio } of learned) assertAlmostEquals(ratio, 0.4);
  const layered = planOf(recipes["two layers"]!()).passes[0]!.learned;
  assertEquals(layered.length, 32);
});

for (const [name, build] of Object.entries(recipes)) {
  webgpuTest(`WebGPU takes learned rasters as the reference does: ${name}`, async () => {
    const recipe = build(), plan = planOf(recipe), rasters = rastersFor(plan);
    const expected = m.reference(m.lower(recipe), m.fillPlan(plan, rasters), batch);
    const learned = rasters.map((values, i) => tf.tensor3d(values, [plan.passes[i]!.learned.length, 6, 10]));
    const mixed = mixBatch(recipe, batch, plan, { learned, details: true });
    const pairs = [[mixed.images, expected.images], [mixed.details!.masks, expected.masks]] as const;
    for (const [tensor, values] of pairs) {
      const read = await tensor.data();
      const off = values.filter((value, i) => Math.abs(value - read[i]!) > 1e-5).length;
      assert(off <= values.length / 100, `${off} of ${values.length} differ`);
    }
    tf.dispose([mixed.images, mixed.labels, mixed.details!.lambda, mixed.details!.masks, ...learned]);
  });
}

webgpuTest("mixBatch() refuses rasters that nobody asked for", async () => {
  const recipe = recipes.learned!(), plan = planOf(recipe);
  const one = tf.zeros([1, 6, 10]) as tf.Tensor3D;
  assertThrows(
    () => mixBatch(recipe, batch, plan, { learned: [one] }),
    RangeError,
    `learned rasters of pass 0 must be [${plan.passes[0]!.learned.length},6,10]`,
  );
  one.dispose();
  await Promise.resolve();
});

Deno.test("fillPlan() and learned() refuse what does not fit", () => {
  const plan = planOf(recipes.learned!());
  assertThrows(() => m.fillPlan(plan, [new Float32Array(3)]), RangeError, "current value is 3");
  assertThrows(() => m.learned({ margin: 0.6 }), RangeError, "Cannot build learned(): margin must be in");
});
