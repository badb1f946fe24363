import { assertEquals } from "@std/assert";
import {
  type Batch,
  cpu,
  draw,
  fixed,
  flat,
  key,
  lower,
  type Mask,
  type MaskChange,
  type Mixed,
  reference,
} from "../../mod.ts";
import { changes, literalGaussian, type MaskEntry, masks, movingMasks, recipeOf } from "../table.ts";
import { noiseBatch } from "./batches.ts";

const ratios = [0, 1e-9, 0.5, 1 - 1e-9, 1];
const sizes = [[1, 1], [1, 7], [7, 1], [2, 2], [3, 5], [31, 17], [32, 32]] as const;
const same: MaskChange = (mask) => mask;

function mixedWith(mask: Mask, ratio: number, batch: Batch, run = cpu): Mixed {
  const recipe = recipeOf(mask, fixed(ratio));
  const [samples, height, width] = batch.shape;
  return run(lower(recipe), draw(recipe, key(1), { samples, height, width }), batch);
}

/** Every mask, as it is and with every change. */
const subjects: readonly (Pick<MaskEntry, "name" | "binary"> & { mask: Mask; change: string })[] = [
  ...masks,
  ...movingMasks,
  literalGaussian,
].flatMap(({ name, binary, build }) =>
  [{ name: "unchanged", build: () => same }, ...changes].map((change) => ({
    name: `${name}, ${change.name}`,
    binary: binary && !change.name.includes("smooth") && change.name !== "on edges, sometimes",
    mask: change.build()(build()),
    change: change.name,
  }))
);

Deno.test("extreme ratios at extreme sizes give finite masks in [0, 1], and binary ones where they are meant to be", async (t) => {
  for (const [height, width] of sizes) {
    const batch = noiseBatch(key(7), [2, height, width, 1]);
    await t.step(`${height}×${width}`, () => {
      for (const { name, binary, mask } of subjects) {
        for (const ratio of ratios) {
          for (const share of mixedWith(mask, ratio, batch).masks) {
            const fine = binary ? share === 0 || share === 1 : share >= 0 && share <= 1;
            if (!fine) throw new Error(`${name} at ratio ${ratio}: ${share}`);
          }
        }
      }
    });
  }
});

Deno.test("a ratio of 0 gives every mask's batch back, bit for bit, whatever is in the partners", () => {
  for (const [height, width] of sizes) {
    const batch = noiseBatch(key(7), [2, height, width, 3]);
    batch.images.set(batch.images.subarray(0, height * width * 3).map(() => NaN), height * width * 3);
    for (const { name, mask } of subjects) {
      const { images, labels, lambda } = mixedWith(mask, 0, batch);
      assertEquals(images, batch.images, name);
      assertEquals(lambda, Float32Array.of(1, 1), name);
      assertEquals(labels, mixedWith(flat(), 0, batch).labels, name);
    }
  }
});

Deno.test("a ratio of 1 gives the partner, bit for bit, of masks that are not bent", () => {
  const whole = subjects.filter(({ name, change }) =>
    change === "unchanged" && !name.startsWith(literalGaussian.name)
  );
  for (const [height, width] of sizes) {
    const batch = noiseBatch(key(7), [2, height, width, 3]);
    const half = height * width * 3;
    for (const { name, mask } of whole) {
      const { images, lambda } = mixedWith(mask, 1, batch);
      assertEquals(
        images,
        Float32Array.of(...batch.images.subarray(half), ...batch.images.subarray(0, half)),
        name,
      );
      assertEquals(lambda, Float32Array.of(0, 0), name);
    }
  }
});

Deno.test("the reference gives the same extremes, at 224×224 too", () => {
  const batch = noiseBatch(key(7), [1, 224, 224, 1]);
  for (const { name, build } of masks) {
    for (const ratio of [0, 1]) {
      const { masks } = mixedWith(build(), ratio, batch, reference);
      assertEquals(masks.every((share) => share === 1 - ratio), true, `${name} at ratio ${ratio}`);
    }
  }
});

Deno.test("no samples are mixed to no samples", () => {
  for (const { mask } of subjects) {
    const { images, labels, lambda } = mixedWith(mask, 0.5, noiseBatch(key(7), [0, 4, 4, 3]));
    assertEquals([images.length, labels.length, lambda.length], [0, 0, 0]);
  }
});
