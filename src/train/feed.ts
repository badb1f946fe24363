import type { Batch } from "../batch.ts";
import type { Dataset, Samples } from "../data/mod.ts";
import { draw, type Plan } from "../plan/draw.ts";
import { fold, type Key } from "../random/mod.ts";
import type { Recipe } from "../recipe/recipe.ts";
import { takeBatch } from "./take_batch.ts";

/** Where partners come from: the batch, or all training images (the "entire pool" of the MiAMix paper, Algorithm 1). */
export type Partners = "batch" | "all";

/** What batches are made of. */
export interface FeedSource {
  /** How the images are mixed. */
  readonly recipe: Recipe;
  /** Where the images come from. */
  readonly dataset: Dataset<Samples>;
  /** Where partners come from. */
  readonly partners: Partners;
  /** What draws the pairs that learned masks are taught with, see `Automixer.lessons`. @default {undefined} */
  readonly lessons?: Recipe | undefined;
}

/** A batch on the host, and what was decided about its mixing. */
export interface FedBatch {
  /** The images, and those of the partners where they come from outside of the batch. */
  readonly batch: Batch<Uint8Array>;
  /** Who is mixed with whom, and how. */
  readonly plan: Plan;
  /** The pairs of the batch that learned masks are taught with. */
  readonly lesson?: Plan | undefined;
}

/** Lessons draw from a key of their own below that of the mixing. */
const LESSONS = 1000;

/**
 * Makes a batch ready to be mixed.
 *
 * What is drawn for a sample depends on the key and the id of the sample alone. Only what a recipe draws once for a
 * whole batch depends on the step, and a partner on the batch where it comes from there.
 *
 * @param source What it is made of.
 * @param ids The training samples of the batch.
 * @param from The key of the epoch's mixing.
 * @param step The step of the epoch.
 */
export async function feedBatch(
  { recipe, dataset, partners, lessons }: FeedSource,
  ids: Uint32Array,
  from: Key,
  step: number,
): Promise<FedBatch> {
  const { train, height, width, classNames } = dataset;
  const samples = ids.length;
  const shape = { samples, height, width, ids, step };
  const anchors = await takeBatch(train, dataset, ids);
  const batch = { ...anchors, classes: classNames.length, ids };
  const lesson = lessons && draw(lessons, fold(from, LESSONS), shape);
  if (partners === "batch") return { batch, plan: draw(recipe, from, shape), lesson };
  const plan = draw(recipe, from, { ...shape, pool: train.count });
  const met = plan.passes.flatMap(({ partner }) => [...partner]);
  return {
    batch: { ...batch, pool: await takeBatch(train, dataset, met) },
    lesson,
    plan: {
      ...plan,
      passes: plan.passes.map((pass, i) => ({
        ...pass,
        partner: pass.partner.map((_, place) => i * samples + place),
      })),
    },
  };
}

/**
 * Makes the batches of an epoch ready, one after the other.
 *
 * @param source What they are made of.
 * @param batches The training samples of each step of the epoch.
 * @param from The key of the epoch's mixing.
 * @param first The step to begin with.
 */
export async function* feed(
  source: FeedSource,
  batches: readonly Uint32Array[],
  from: Key,
  first = 0,
): AsyncGenerator<FedBatch> {
  for (const [step, ids] of batches.entries()) {
    if (step >= first) yield await feedBatch(source, ids, from, step);
  }
}
