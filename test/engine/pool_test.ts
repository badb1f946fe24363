import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { type Batch, cpu, cpuPool, draw, key, lower, miamix } from "../../mod.ts";
import { planShape } from "../../src/batch.ts";
import { noiseBatch } from "../laws/batches.ts";
import { recipes } from "../table.ts";

const shape = [7, 9, 8, 3] as const;
const batch = noiseBatch(key(1), shape);
const bytes: Batch<Uint8Array> = {
  ...batch,
  images: Uint8Array.from(batch.images, (value) => 255 * value),
  pool: undefined,
};

Deno.test("a pool of workers mixes to the bits of the cpu engine, whatever the recipe", async (t) => {
  using pool = cpuPool({ workers: 3 });
  for (const { name, build } of recipes) {
    await t.step(name, async () => {
      const recipe = build(), program = lower(recipe), plan = draw(recipe, key(2), planShape(batch));
      assertEquals(await pool.mix(program, plan, batch), cpu(program, plan, batch));
    });
  }
});

Deno.test("a pool of workers takes what the cpu engine takes", async (t) => {
  const recipe = miamix(), program = lower(recipe), plan = draw(recipe, key(2), planShape(batch));
  using pool = cpuPool({ workers: 2 });
  await t.step("bytes", async () => {
    assertEquals(await pool.mix(program, plan, bytes), cpu(program, plan, bytes));
  });
  await t.step("a normalisation", async () => {
    const options = { normalize: { mean: [0.1, 0.2, 0.3], std: [1, 2, 3] }, masks: false };
    assertEquals(await pool.mix(program, plan, bytes, options), cpu(program, plan, bytes, options));
  });
  await t.step("label rows, and partners from a pool", async () => {
    const labels = Float32Array.from({ length: 7 * 3 }, (_, i) => i / 21);
    const partners = noiseBatch(key(3), [20, 9, 8, 3]);
    const pooled: Batch = { ...batch, labels, pool: partners, ids: [3, 1, 4, 15, 9, 2, 6] };
    const own = draw(recipe, key(2), planShape(pooled));
    assertEquals(await pool.mix(program, own, pooled), cpu(program, own, pooled));
  });
  await t.step("arrays to write to, shared or not", async () => {
    const expected = cpu(program, plan, batch);
    for (
      const buffer of [
        new SharedArrayBuffer(batch.images.byteLength),
        new ArrayBuffer(batch.images.byteLength),
      ]
    ) {
      const images = new Float32Array(buffer), masks = new Float32Array(7 * 9 * 8);
      const mixed = await pool.mix(program, plan, batch, { into: { images, masks } });
      assertEquals([mixed.images === images, mixed.masks === masks], [true, true]);
      assertEquals([images, masks], [expected.images, expected.masks]);
    }
  });
  await t.step("several batches at once, and more workers than samples", async () => {
    using many = cpuPool({ workers: 9 });
    const plans = [4, 5, 6].map((n) => draw(recipe, key(n), planShape(batch)));
    const mixed = await Promise.all(plans.map((own) => many.mix(program, own, batch)));
    assertEquals(mixed, plans.map((own) => cpu(program, own, batch)));
  });
  await t.step("nothing that does not fit together", async () => {
    await assertRejects(
      () => pool.mix(program, plan, { ...batch, labels: Int32Array.of(1) }),
      RangeError,
      "Cannot mix a batch: ",
    );
    await assertRejects(
      () => pool.mix(program, plan, batch, { into: { images: new Float32Array(3) } }),
      RangeError,
      "into.images must be 1512 numbers",
    );
    assertThrows(() => cpuPool({ workers: -1 }), RangeError, "Cannot build cpuPool(): workers must be");
  });
});
