import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as m from "../../mod.ts";
import { retouch } from "../../src/engine/retouch/retouch.ts";
import { mixed, noiseBatch } from "../laws/batches.ts";
import { chiSquared, countsOf, mean } from "../random/statistics.ts";

const size = { height: 24, width: 18 };
const draws = Array.from({ length: 1500 }, (_, i) => m.augmixChains().draw(m.fold(m.key(4), i), size));
const steps = draws.flatMap(({ chains }) => chains.flatMap((chain) => chain.steps));

Deno.test("AugMix draws three chains of one to three steps, each number equally often", () => {
  const lengths = draws.flatMap(({ chains }) => chains.map((chain) => chain.steps.length - 1));
  assertEquals(draws.every(({ chains }) => chains.length === 3), true);
  assertEquals(chiSquared(countsOf(lengths, 3), [1 / 3, 1 / 3, 1 / 3]) < 18.4, true);
});

Deno.test("AugMix draws its nine operations equally often", () => {
  const kinds = ["autocontrast", "equalize", "posterize", "solarize", "affine"];
  const counts = countsOf(steps.map(({ op }) => kinds.indexOf(op)), 5);
  assertEquals(chiSquared(counts, [1 / 9, 1 / 9, 1 / 9, 1 / 9, 5 / 9]) < 23.5, true);
});

Deno.test("strengths are those of the published ranges at severity 3", () => {
  for (const step of steps) {
    if (step.op === "posterize") assertEquals(step.bits === 3 || step.bits === 4, true);
    if (step.op === "solarize") assertEquals(step.threshold > 256 - 77 && step.threshold <= 256, true);
    if (step.op !== "affine") continue;
    const { xx, xy, yx, yy } = step;
    const angle = Math.abs(Math.atan2(xy - yx, xx + yy)) * 180 / Math.PI;
    assertEquals(angle <= 9 + 1e-9 && Math.abs(xy) <= 0.157 && Math.abs(yx) <= 0.157, true);
    if (xx === 1 && xy === 0 && yx === 0 && yy === 1) {
      assertEquals([step.x0 % 1, step.y0 % 1].map(Math.abs), [0, 0]);
      assertEquals(Math.abs(step.x0) <= 1 && Math.abs(step.y0) <= 2, true);
    }
  }
});

Deno.test("the weights of the chains sum to one, and their share is uniform", () => {
  for (const { chains } of draws) {
    assertAlmostEquals(chains.reduce((sum, { weight }) => sum + weight, 0), 1, 1e-12);
  }
  const shares = Float64Array.from(draws, ({ share }) => share);
  assertAlmostEquals(mean(shares), 0.5, 4 / Math.sqrt(12 * draws.length));
  assertAlmostEquals(mean(shares.map((share) => share ** 2)), 1 / 3, 4 * 0.3 / Math.sqrt(draws.length));
});

/** What a retouch makes of an image. */
function retouched(image: Float32Array, how: m.Retouch): Float32Array {
  const copy = image.slice();
  retouch(copy, how, [24, 18, 3], 1);
  return copy;
}

Deno.test("the result is between the image and its chains, pixel by pixel", () => {
  const { images } = noiseBatch(m.key(1), [1, 24, 18, 3]);
  for (const how of draws.slice(0, 60)) {
    const branches = how.chains.map((chain) =>
      retouched(images, { share: 1, chains: [{ ...chain, weight: 1 }] })
    );
    const made = retouched(images, how);
    for (const [i, value] of made.entries()) {
      const there = [images[i]!, ...branches.map((branch) => branch[i]!)];
      assertEquals(value >= Math.min(...there) - 1e-6 && value <= Math.max(...there) + 1e-6, true);
    }
  }
});

Deno.test("a share of 0 leaves the image as it is, bit for bit", () => {
  const { images } = noiseBatch(m.key(1), [1, 24, 18, 3]);
  for (const how of draws.slice(0, 20)) assertEquals(retouched(images, { ...how, share: 0 }), images);
});

Deno.test("AugMix leaves labels alone, and changes images by key and sample, not by place", () => {
  const batch = noiseBatch(m.key(2), [6, 24, 18, 3]), each = 24 * 18 * 3;
  const { images, labels, lambda } = mixed(m.augmix(), m.key(3), batch);
  assertEquals([...lambda], [1, 1, 1, 1, 1, 1]);
  assertEquals(labels, mixed(m.vanilla(), m.key(3), batch).labels);
  const third = {
    ...batch,
    images: batch.images.slice(2 * each, 3 * each),
    labels: batch.labels.slice(2, 3),
  };
  const alone = mixed(m.augmix(), m.key(3), { ...third, shape: [1, 24, 18, 3], ids: [2] });
  assertEquals(alone.images, images.slice(2 * each, 3 * each));
  const changed = Array.from(
    { length: 6 },
    (_, n) =>
      batch.images.subarray(n * each, (n + 1) * each).some((value, i) => value !== images[n * each + i]),
  );
  assertEquals(changed, Array(6).fill(true));
});

Deno.test("bytes are retouched as floats are", () => {
  const floats = noiseBatch(m.key(2), [4, 24, 18, 3]);
  const bytes = Uint8Array.from(floats.images, (value) => Math.floor(256 * value));
  const recipe = m.augmix(), plan = m.draw(recipe, m.key(5), { samples: 4, ...size });
  const made = m.cpu(m.lower(recipe), plan, { ...floats, pool: undefined, images: bytes }).images;
  const same = mixed(recipe, m.key(5), {
    ...floats,
    images: Float32Array.from(bytes, (value) => value / 255),
  });
  for (const [i, value] of made.entries()) assertAlmostEquals(value, 255 * same.images[i]!, 0.51);
});

Deno.test("a sample that MiAMix mixes with itself is mixed with another version of itself", () => {
  const recipe = m.withRetouch(m.augmixChains())(m.miamix({ self: 1 }));
  const batch = noiseBatch(m.key(2), [8, 24, 18, 3]);
  const { images, labels, partner } = mixed(recipe, m.key(6), batch);
  assertEquals([...partner], [0, 1, 2, 3, 4, 5, 6, 7]);
  assertEquals(labels, mixed(m.vanilla(), m.key(6), batch).labels);
  assertEquals(images.some((value, i) => value !== batch.images[i]), true);
  const [{ retouches }] = m.draw(recipe, m.key(6), { samples: 8, ...size }).passes as [m.PassPlan];
  for (const { anchor, partner } of retouches) assertEquals(anchor!.share === partner!.share, false);
  assertEquals(
    m.describe(recipe).split("\n")[0],
    "pair          anyone(self 1) through augmixChains(severity 3)",
  );
});

Deno.test("in a sequence only the first recipe retouches", () => {
  const recipe = m.withRetouch(m.augmixChains())(m.andThen(m.mixup())(m.cutmix()));
  const passes = m.draw(recipe, m.key(6), { samples: 2, ...size }).passes;
  assertEquals(passes.map(({ retouches }) => retouches.length), [2, 0]);
});

Deno.test("pixels that are not in [0, 1], and options out of range, are refused", () => {
  const { images, ...rest } = noiseBatch(m.key(2), [1, 4, 4, 3]);
  for (const value of [-0.1, 1.1, NaN]) {
    const batch = { ...rest, images: images.map((pixel, i) => i === 7 ? value : pixel) };
    assertThrows(
      () => mixed(m.augmix(), m.key(1), batch),
      RangeError,
      "Cannot retouch an image: its pixels must be in [0, 1]",
    );
  }
  for (const options of [{ severity: 0 }, { severity: 11 }, { width: 0 }, { depth: 9 }, { alpha: 0 }]) {
    assertThrows(() => m.augmixChains(options), RangeError, "Cannot build augmixChains():");
  }
});
