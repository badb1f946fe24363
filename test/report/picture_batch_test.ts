import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { decode } from "fast-png";
import { cutmix, fold, key, miamix, type Recipe, unmixed } from "../../mod.ts";
import { embedded } from "../../src/data/mod.ts";
import { pictureBatch } from "../../src/report/mod.ts";
import { feedBatch, type Partners } from "../../src/train/mod.ts";

const dataset = embedded({ train: 60, test: 10 });
const ids = Uint32Array.from({ length: 20 }, (_, i) => (7 * i) % 60);

async function pictured(recipe: Recipe, partners: Partners = "batch") {
  const fed = await feedBatch({ recipe, dataset, partners }, ids, fold(key(3), 1), 0);
  const { batch, sheet } = pictureBatch({ step: 1, recipe, fed, classNames: dataset.classNames }, 5);
  const { data, width } = decode(sheet);
  /** A byte of a tile of a sample, at the size of the images. */
  const byte = (n: number, tile: number, x: number, y: number, channel: number) => {
    const [left, top] = batch.samples[n]!.tiles[tile]!;
    return data[((top + y * batch.zoom) * width + left + x * batch.zoom) * 3 + channel]!;
  };
  return { batch, byte };
}

for (const partners of ["batch", "all"] as const) {
  Deno.test(`pictures of a batch with partners of ${partners} show what was mixed, and how`, async () => {
    const { batch: { samples }, byte } = await pictured(miamix(), partners);
    assertEquals(samples.map(({ id }) => id), [...ids.subarray(0, 5)]);
    for (const [n, { anchor, id, lambda }] of samples.entries()) {
      assertEquals(anchor, dataset.classNames[dataset.train.labels[id]!]);
      let share = 0;
      for (let i = 0; i < 32 * 32; i++) {
        const [x, y] = [i % 32, Math.floor(i / 32)], mask = byte(n, 2, x, y, 0) / 255;
        share += mask / 1024;
        for (let channel = 0; channel < 3; channel++) {
          const [a, b, mixed] = [0, 1, 3].map((tile) => byte(n, tile, x, y, channel));
          assertEquals(a, dataset.train.images[((id * 32 + y) * 32 + x) * 3 + channel]);
          assert(Math.abs(mask * a! + (1 - mask) * b! - mixed!) <= 1.5, `sample ${n} at ${x}, ${y}`);
        }
      }
      assertAlmostEquals(share, lambda, 2e-3);
    }
  });
}

Deno.test("the label of a pictured sample is that of its anchor and its partner", async () => {
  const { batch: { samples } } = await pictured(cutmix());
  for (const { anchor, partner, lambda, label } of samples) {
    assertAlmostEquals(label.reduce((sum, [, weight]) => sum + weight, 0), 1, 2e-4);
    const expected = anchor === partner ? 1 : lambda;
    assertAlmostEquals(label.find(([name]) => name === anchor)?.[1] ?? 0, expected, 2e-4);
  }
  const { batch } = await pictured(unmixed());
  for (const { anchor, lambda, label } of batch.samples) assertEquals([lambda, label], [1, [[anchor, 1]]]);
});
