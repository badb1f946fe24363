import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type Batch, cpu, draw, lit, lower, type Recipe, sub } from "../../mod.ts";
import { labelRows, planShape } from "../../src/batch.ts";
import type { Law } from "../table.ts";
import { type Case, mixed } from "./batches.ts";

/** A law of recipes, as a function that throws where it does not hold. */
type RecipeLaw = (recipe: Recipe, example: Case) => void;

const near = 1e-5;

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function assertNear(actual: Float32Array, expected: ArrayLike<number>, tolerance = near) {
  assertEquals(actual.length, expected.length);
  for (const [i, value] of actual.entries()) assertAlmostEquals(value, expected[i]!, tolerance, `at ${i}`);
}

/** Rows of a table, one after the other. */
function pick<V extends Float32Array | Int32Array | Uint8Array>(
  table: V,
  places: ArrayLike<number>,
  width: number,
): V {
  const rows = Array.from(places, (place) => [...table.subarray(place * width, (place + 1) * width)]);
  return Reflect.construct(table.constructor, [rows.flat()]) as V;
}

/** The samples of a batch at some places. */
function take(batch: Batch, places: readonly number[]): Batch {
  const [, height, width, channels] = batch.shape;
  return {
    ...batch,
    images: pick(batch.images, places, height * width * channels),
    labels: pick(batch.labels, places, 1),
    shape: [places.length, height, width, channels],
    ids: places.map((place) => batch.ids![place]!),
  };
}

/** The laws that every recipe obeys. */
export const always: Readonly<Record<string, RecipeLaw>> = {
  "the same key gives the same bits": (recipe, { from, batch }) =>
    assertEquals(mixed(recipe, from, batch), mixed(recipe, from, batch)),

  "a batch is left as it was": (recipe, { from, batch }) => {
    const before = structuredClone(batch);
    mixed(recipe, from, batch);
    assertEquals(batch, before);
  },

  "masks and label weights are in [0, 1], and pixels in the range of the batch's": (
    recipe,
    { from, batch },
  ) => {
    const { images, labels, lambda, masks } = mixed(recipe, from, batch);
    for (const value of [...images, ...labels, ...lambda, ...masks]) {
      if (!(value >= 0 && value <= 1)) throw new Error(`${value} is not in [0, 1]`);
    }
  },

  "the weights of a label row sum to what they summed to": (recipe, { from, batch }) => {
    const rows = labelRows(batch.labels, 3).map((weight) => 2 * weight);
    const pool = { ...batch.pool, labels: labelRows(batch.pool.labels, 3).map((weight) => 2 * weight) };
    const { labels } = mixed(recipe, from, { ...batch, labels: rows, pool });
    for (let n = 0; n < batch.shape[0]; n++) {
      assertAlmostEquals(sum(labels.subarray(3 * n, 3 * n + 3)), 2, near);
    }
  },

  "a sample is the same in a batch of any size, given the pool": (recipe, { from, batch }) => {
    const whole = mixed(recipe, from, batch);
    const first = mixed(recipe, from, take(batch, [0]));
    assertEquals(first.images, whole.images.slice(0, first.images.length));
    assertEquals(first.labels, whole.labels.slice(0, 3));
    assertEquals(first.lambda, whole.lambda.slice(0, 1));
  },
};

/** The laws that some recipes are exempt from, with a reason in the table. */
export const unlessExempt: Readonly<Record<Law, RecipeLaw>> = {
  "samples go with their ids and not with their places": (recipe, { from, batch, shape }) => {
    const [samples, height, width, channels] = shape;
    const reversed = Array.from({ length: samples }, (_, n) => samples - 1 - n);
    const straight = mixed(recipe, from, batch), back = mixed(recipe, from, take(batch, reversed));
    assertEquals(back.images, pick(straight.images, reversed, height * width * channels));
    assertEquals(back.labels, pick(straight.labels, reversed, 3));
    assertEquals(back.masks, pick(straight.masks, reversed, height * width));
  },

  "images follow the mask": (recipe, { from, batch, shape: [, height, width, channels] }) => {
    const { images, masks, partner } = mixed(recipe, from, batch);
    const pixels = height * width * channels;
    for (const [i, value] of images.entries()) {
      const share = masks[Math.floor(i / channels)]!;
      const theirs = batch.pool.images[partner[Math.floor(i / pixels)]! * pixels + i % pixels]!;
      const ours = batch.images[i]!;
      if (share === 0 || share === 1) assertEquals(value, share === 1 ? ours : theirs);
      else assertAlmostEquals(value, share * ours + (1 - share) * theirs, near);
    }
  },

  "equal images stay equal": (recipe, { from, batch, shape: [, height, width, channels] }) => {
    const image = batch.images.slice(0, height * width * channels);
    const copies = (count: number) =>
      Float32Array.from({ length: count }, (_, i) => image[i % image.length]!);
    const images = copies(batch.images.length);
    const pool = { ...batch.pool, images: copies(batch.pool.images.length) };
    assertEquals(mixed(recipe, from, { ...batch, images, pool }).images, images);
  },

  "an affine change of the pixels commutes with mixing": (recipe, { from, batch }) => {
    const change = (images: Float32Array) => images.map((value) => 3 * value - 2);
    const pool = { ...batch.pool, images: change(batch.pool.images) };
    const after = mixed(recipe, from, { ...batch, images: change(batch.images), pool }).images;
    assertNear(after, change(mixed(recipe, from, batch).images));
  },

  "swapping the images and inverting the mask changes nothing": (recipe, { from, batch, shape }) => {
    const [, height, width, channels] = shape;
    const program = lower(recipe), plan = draw(recipe, from, planShape(batch));
    const [pass, planned] = [program[0]!, plan.passes[0]!];
    const straight = cpu(program, plan, batch);
    const swapped = cpu(
      [{ ...pass, mask: sub(lit(1), pass.mask) }],
      { ...plan, passes: [{ ...planned, partner: planned.partner.map((_, n) => n) }] },
      {
        ...batch,
        images: pick(batch.pool.images, planned.partner, height * width * channels),
        labels: pick(batch.pool.labels, planned.partner, 1),
        pool: { images: batch.images, labels: batch.labels },
      },
    );
    assertNear(swapped.images, straight.images);
    assertNear(swapped.labels, straight.labels);
  },

  "a sample that meets itself keeps its label": (recipe, { from, batch }) => {
    const { pool: _, ...one } = take(batch, [0]);
    const { labels, partner } = mixed(recipe, from, { ...one, ids: undefined });
    assertEquals(partner, Uint32Array.of(0));
    assertEquals(labels, labelRows(one.labels, 3));
  },

  "anchors of 1 and partners of 0 show the label weight": (recipe, { from, batch, shape }) => {
    const [samples, height, width, channels] = shape;
    const each = height * width * channels;
    const { images, labels, lambda } = mixed(recipe, from, {
      ...batch,
      images: batch.images.map(() => 1),
      labels: new Int32Array(samples),
      pool: { images: batch.pool.images.map(() => 0), labels: new Int32Array(4).fill(1) },
    });
    for (const [n, share] of lambda.entries()) {
      assertAlmostEquals(sum(images.subarray(n * each, (n + 1) * each)) / each, share, near);
      assertNear(labels.subarray(3 * n, 3 * n + 3), [share, 1 - share, 0], 1e-6);
    }
  },

  "the label weight is the mean of the mask": (recipe, { from, batch, shape: [, height, width] }) => {
    const { lambda, masks } = mixed(recipe, from, batch);
    const each = height * width;
    for (const [n, share] of lambda.entries()) {
      assertAlmostEquals(sum(masks.subarray(n * each, (n + 1) * each)) / each, share, 1e-6);
    }
  },
};
