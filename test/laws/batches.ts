import fc from "fast-check";
import {
  type Batch,
  cpu,
  draw,
  type ImageShape,
  type Key,
  key,
  lower,
  type Mixed,
  type Recipe,
} from "../../mod.ts";
import { planShape } from "../../src/batch.ts";
import { fold, uniform } from "../../src/random/mod.ts";

/** Numbers in `[0, 1)`, all different for different keys. */
export function noise(from: Key, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => uniform(from, i));
}

/** Images of noise with classes as labels. */
export function noiseBatch(from: Key, shape: ImageShape, classes = 3): Batch {
  const [samples, height, width, channels] = shape;
  return {
    images: noise(fold(from, 0), samples * height * width * channels),
    labels: Int32Array.from({ length: samples }, (_, n) => Math.floor(uniform(fold(from, 1), n) * classes)),
    shape,
    classes,
  };
}

/** Mixes a batch on the host. */
export function mixed(recipe: Recipe, from: Key, batch: Batch): Mixed {
  return cpu(lower(recipe), draw(recipe, from, planShape(batch)), batch);
}

/** Something to mix: a key, and a small batch from a pool of four images. */
export interface Case {
  readonly from: Key;
  readonly shape: ImageShape;
  readonly batch: Batch & { readonly pool: Batch };
}

const sides = fc.constantFrom<[number, number][]>([1, 1], [2, 2], [3, 5], [9, 6], [
  8,
  17,
]);

/** Cases for properties. */
export const cases: fc.Arbitrary<Case> = fc.tuple(
  fc.nat(),
  sides,
  fc.integer({ min: 1, max: 4 }),
  fc.constantFrom(1, 3),
).map(([seed, [height, width], samples, channels]) => {
  const from = key(seed), shape = [samples, height, width, channels] as const;
  const pool = noiseBatch(fold(from, 2), [4, height, width, channels]);
  const start = 4 - samples;
  const each = height * width * channels;
  const ids = Array.from({ length: samples }, (_, n) => start + n);
  const batch = {
    ...pool,
    images: pool.images.slice(start * each),
    labels: pool.labels.slice(start),
    shape,
    ids,
    pool,
  };
  return { from: fold(from, 3), shape, batch };
});
