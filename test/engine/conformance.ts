import { assertEquals } from "@std/assert";
import {
  type Batch,
  draw,
  fold,
  type ImageShape,
  type Key,
  key,
  lower,
  type Mixed,
  type Recipe,
  reference,
} from "../../mod.ts";
import { planShape } from "../../src/batch.ts";
import { noiseBatch } from "../laws/batches.ts";
import { type RecipeEntry, recipes } from "../table.ts";

/** An engine under test. */
export interface Engine {
  readonly name: string;
  mix(recipe: Recipe, from: Key, batch: Batch): Mixed | Promise<Mixed>;
  /** The largest share of pixels that may lie on the other side of an edge, in recipes with ties. */
  readonly tied: number;
  /** The recipes that it refuses, by name. */
  readonly refuses?: readonly string[];
}

/** What differs between an engine and the reference. */
export interface Difference {
  /** The number of pixels of masks or of images that are further apart than the tolerance, the larger of both. */
  readonly tied: number;
  /** The largest distance among the others. */
  readonly most: number;
  /** The largest distance of label weights or labels. */
  readonly labels: number;
}

/** How far apart two engines' pixels and labels may be. */
export const TOLERANCE = 1e-5;

function distances(actual: Float32Array, expected: Float32Array): Float32Array {
  assertEquals(actual.length, expected.length);
  return actual.map((value, i) => Object.is(value, expected[i]) ? 0 : Math.abs(value - expected[i]!));
}

const largest = (values: Float32Array) => values.reduce((most, value) => value <= most ? most : value, 0);

/** Compares an engine with the reference on one batch. */
export async function difference(
  engine: Engine,
  recipe: Recipe,
  from: Key,
  batch: Batch,
): Promise<Difference> {
  const actual = await engine.mix(recipe, from, batch);
  const expected = reference(lower(recipe), draw(recipe, from, planShape(batch)), batch);
  assertEquals(actual.partner, expected.partner);
  const channels = batch.shape[3];
  const masks = distances(actual.masks, expected.masks), images = distances(actual.images, expected.images);
  const far = (values: Float32Array) => values.filter((value) => !(value <= TOLERANCE)).length;
  const close = (values: Float32Array) => largest(values.filter((value) => value <= TOLERANCE));
  return {
    tied: Math.max(far(masks), Math.ceil(far(images) / channels)),
    most: Math.max(close(masks), close(images)),
    labels: Math.max(
      largest(distances(actual.lambda, expected.lambda)),
      largest(distances(actual.labels, expected.labels)),
    ),
  };
}

/**
 * Demands that an engine agrees with the reference: within {@linkcode TOLERANCE}, but for a stated share of pixels where
 * the table says why, and for what those pixels weigh in the labels.
 */
export async function assertAgrees(
  engine: Engine,
  { name, build, ties }: RecipeEntry,
  from: Key,
  batch: Batch,
): Promise<void> {
  const [samples, height, width] = batch.shape;
  const found = await difference(engine, build(), from, batch);
  const allowed = ties === undefined ? 0 : Math.ceil(engine.tied * samples * height * width);
  const labels = TOLERANCE + found.tied / (height * width);
  if (found.tied > allowed || !(found.labels <= labels)) {
    throw new Error(
      `${name} at ${
        batch.shape.join("×")
      }: ${found.tied} pixels differ, ${allowed} may; labels by ${found.labels}`,
    );
  }
}

/** Sizes at which every recipe runs; several samples, so that rows of the plan are told apart. */
const everywhere: readonly ImageShape[] = [[2, 1, 1, 1], [1, 2, 2, 3], [7, 3, 5, 4], [2, 31, 17, 3]];

/** Sizes at which a few recipes run that together use every node of the pixel language. */
const large: readonly ImageShape[] = [[128, 3, 5, 1], [7, 2, 2, 3], [2, 32, 32, 3], [128, 32, 32, 3], [
  7,
  64,
  64,
  3,
], [
  2,
  224,
  224,
  3,
]];
const few = [
  "mixup",
  "cutmix",
  "resizemix",
  "saliencymix",
  "miamix",
  "agmix",
  "three layers",
  "one choice a batch",
  "through views",
  "through views, retouched",
  "and then",
  "smoothed labels",
];

/** Registers the conformance suite of an engine. */
export function conformance(
  engine: Engine,
  test: (name: string, fn: (t: Deno.TestContext) => Promise<void>) => void,
): void {
  const from = key(2308), taken = recipes.filter(({ name }) => !engine.refuses?.includes(name));

  test(`${engine.name} agrees with the reference on every recipe at small sizes`, async (t) => {
    for (const entry of taken) {
      await t.step(entry.name, async () => {
        for (const shape of everywhere) {
          await assertAgrees(engine, entry, from, noiseBatch(fold(from, 1), shape));
        }
      });
    }
  });

  for (const shape of large) {
    test(`${engine.name} agrees with the reference at ${shape.join("×")}`, async (t) => {
      const batch = noiseBatch(fold(from, 2), shape, 10);
      for (const entry of taken.filter(({ name }) => few.includes(name))) {
        await t.step(entry.name, () => assertAgrees(engine, entry, from, batch));
      }
    });
  }

  test(`${engine.name} shows the label weight where anchors are 1 and partners 0, for every recipe`, async (t) => {
    const shape: ImageShape = [5, 31, 17, 3], each = 31 * 17 * 3;
    const fill = (value: number) => ({
      images: new Float32Array(5 * each).fill(value),
      labels: new Int32Array(5).fill(1 - value),
    });
    for (const { name, build, exempt } of taken) {
      if (exempt?.["anchors of 1 and partners of 0 show the label weight"] !== undefined) continue;
      await t.step(name, async () => {
        const batch: Batch = { ...fill(1), shape, classes: 2, pool: fill(0) };
        const { images, labels, lambda } = await engine.mix(build(), from, batch);
        for (const [n, share] of lambda.entries()) {
          const mean = images.subarray(n * each, (n + 1) * each).reduce((sum, value) => sum + value, 0) /
            each;
          const [ours, theirs] = labels.subarray(2 * n, 2 * n + 2);
          const off = Math.max(
            Math.abs(mean - share),
            Math.abs(ours! - share),
            Math.abs(theirs! - (1 - share)),
          );
          if (!(off <= TOLERANCE)) throw new Error(`mean ${mean}, λ ${share}, labels ${ours}, ${theirs}`);
        }
      });
    }
  });

  test(`${engine.name} takes partners, their images and their labels from a pool, and dense rows`, async () => {
    const batch = noiseBatch(key(1), [3, 3, 5, 4]), pool = noiseBatch(key(2), [9, 3, 5, 4]);
    const dense = (count: number) => Float32Array.from({ length: 3 * count }, (_, i) => (i * 7 % 5) / 4);
    for (const entry of taken.filter(({ name }) => few.includes(name))) {
      await assertAgrees(engine, entry, from, { ...batch, ids: [8, 0, 4], pool });
      const rows = { ...batch, labels: dense(3), ids: [8, 0, 4], pool: { ...pool, labels: dense(9) } };
      await assertAgrees(engine, entry, from, rows);
    }
  });

  test(`${engine.name} gives the same bits for the same key`, async () => {
    const batch = noiseBatch(key(3), [16, 32, 32, 3]);
    for (const { build } of taken.filter(({ name }) => few.includes(name))) {
      const recipe = build();
      assertEquals(await engine.mix(recipe, from, batch), await engine.mix(recipe, from, batch));
    }
  });

  test(`${engine.name} copies the image that a mask of ones or zeros leaves, bit for bit, whatever is in the other`, async () => {
    const { images, ...rest } = noiseBatch(key(4), [2, 4, 4, 1]);
    const spoilt = images.map((value, i) => i < 16 ? value : i % 2 === 0 ? NaN : Infinity);
    const vanilla = recipes.find(({ name }) => name === "vanilla")!;
    const mixed = await engine.mix(vanilla.build(), from, { ...rest, images: spoilt });
    assertEquals(mixed.images.subarray(0, 16), spoilt.subarray(0, 16));
  });

  test(`${engine.name} mixes no samples to no samples`, async () => {
    for (const { build } of taken) {
      const mixed = await engine.mix(build(), from, noiseBatch(key(5), [0, 3, 5, 4]));
      assertEquals([mixed.images, mixed.labels, mixed.lambda].map(({ length }) => length), [0, 0, 0]);
    }
  });
}
