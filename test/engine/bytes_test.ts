import { assertAlmostEquals, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as m from "../../mod.ts";
import { planShape } from "../../src/batch.ts";
import { noiseBatch } from "../laws/batches.ts";
import { recipeOf, recipes } from "../table.ts";

const from = m.key(7);

/** A batch of all kinds of bytes. */
function byteBatch(key: m.Key, shape: m.ImageShape): m.Batch<Uint8Array> {
  const { images, labels, classes } = noiseBatch(key, shape);
  return { shape, labels, classes, images: Uint8Array.from(images, (value) => Math.floor(256 * value)) };
}

function run<P extends m.Pixels>(
  engine: typeof m.cpu,
  recipe: m.Recipe,
  batch: m.Batch<P>,
  options?: m.HostOptions<P>,
) {
  return engine(m.lower(recipe), m.draw(recipe, from, planShape(batch)), batch, options);
}

Deno.test("the cpu engine mixes bytes to the same bytes as the reference, for every recipe", async (t) => {
  for (const { name, build } of recipes) {
    await t.step(name, () => {
      const recipe = build(), batch = byteBatch(m.key(1), [3, 9, 17, 3]);
      const actual = run(m.cpu, recipe, batch), expected = run(m.reference, recipe, batch);
      const off = actual.images.filter((value, i) => Math.abs(value - expected.images[i]!) > 1).length;
      const differing = actual.images.filter((value, i) => value !== expected.images[i]).length;
      assertEquals(actual.images.constructor, Uint8Array);
      // Bumps are exponentials, which the engines compute to 1e-7 of their value: a byte may round the other way.
      assertEquals([off, differing <= 2], [0, true], `${differing} bytes differ`);
    });
  }
});

Deno.test("a byte half-way between two becomes the even one", () => {
  const half = recipeOf(m.flat(), m.fixed(0.5));
  const images = Uint8Array.of(1, 3, 255, 0, 2, 6, 254, 1); // halves: 1.5, 4.5, 254.5, 0.5
  for (const kind of [Uint8Array, Uint8ClampedArray]) {
    const batch = {
      images: kind.from(images),
      shape: [2, 2, 2, 1],
      labels: Int32Array.of(0, 1),
      classes: 2,
    } as const;
    for (const engine of [m.cpu, m.reference]) {
      const mixed = run<m.Pixels>(engine, half, batch).images;
      assertEquals([...mixed], [2, 4, 254, 0, 2, 4, 254, 0]);
      assertEquals(mixed.constructor, kind);
    }
  }
});

Deno.test("normalised bytes are normalised floats, also between views and in a sequence", () => {
  const normalize = { mean: [0.4, 0.5, 0.6], std: [0.2, 0.25, 0.3] };
  const batch = byteBatch(m.key(2), [5, 8, 9, 3]);
  const pool = { ...batch, pool: byteBatch(m.key(3), [9, 8, 9, 3]), ids: [3, 0, 8, 1, 2] };
  for (const name of ["miamix", "mixup", "through views", "a sequence through views, sometimes"]) {
    const recipe = recipes.find((entry) => entry.name === name)!.build();
    for (const given of [batch, pool]) {
      const floats = {
        ...given,
        images: Float32Array.from(given.images, (value) => value / 255),
        pool: given.pool &&
          { ...given.pool, images: Float32Array.from(given.pool.images, (value) => value / 255) },
      };
      const plain = run(m.reference, recipe, floats).images;
      for (const engine of [m.cpu, m.reference]) {
        const { images } = engine(m.lower(recipe), m.draw(recipe, from, planShape(given)), given, {
          normalize,
        });
        for (const [i, value] of images.entries()) {
          const c = i % 3;
          assertAlmostEquals(value, (plain[i]! - normalize.mean[c]!) / normalize.std[c]!, 1e-5);
        }
      }
    }
  }
});

Deno.test("outputs that are given are written to, whatever was in them, and given back", () => {
  for (const { name, build } of recipes) {
    const recipe = build(), batch = byteBatch(m.key(4), [3, 5, 6, 3]);
    const fresh = run(m.cpu, recipe, batch);
    const into = {
      images: fresh.images.map(() => 7),
      labels: fresh.labels.map(() => NaN),
      lambda: fresh.lambda.map(() => NaN),
      masks: fresh.masks.map(() => NaN),
    };
    for (const engine of [m.cpu, m.reference]) {
      const mixed = run(engine, recipe, batch, { into });
      for (const part of ["images", "labels", "lambda", "masks"] as const) {
        assertStrictEquals(mixed[part], into[part], name);
      }
    }
    assertEquals(run(m.cpu, recipe, batch, { into }), fresh, name);
    assertEquals(run(m.cpu, recipe, batch, { masks: false }), { ...fresh, masks: new Float32Array(0) });
  }
});

Deno.test("outputs of another length or kind, and statistics of other channels, are refused", () => {
  const batch = byteBatch(m.key(5), [2, 3, 3, 3]), recipe = m.mixup();
  const refuse = (options: m.HostOptions<m.Pixels>, message: string) => {
    for (const engine of [m.cpu, m.reference]) {
      assertThrows(() => run<m.Pixels>(engine, recipe, batch, options), RangeError, message);
    }
  };
  refuse(
    { into: { images: new Uint8Array(53) } },
    "Cannot mix a batch: into.images must be 54 numbers in a Uint8Array, current value is 53 in a Uint8Array",
  );
  refuse({ into: { images: new Float32Array(54) } }, "into.images must be 54 numbers in a Uint8Array");
  refuse({ into: { lambda: new Float32Array(3) } }, "into.lambda must be 2 numbers in a Float32Array");
  const std = [1, 1, 1];
  refuse({ normalize: { mean: [0], std } }, "mean must be 3 finite numbers, one for every channel");
  refuse({ normalize: { mean: [0, 0, 0], std: [1, 0, 1] } }, "std must be > 0, current value is [1,0,1]");
});
