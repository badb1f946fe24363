import type { Batch, ImageShape } from "../src/batch.ts";
import { draw } from "../src/plan/draw.ts";
import { cpu } from "../src/engine/cpu/mod.ts";
import { lower } from "../src/program/lower.ts";
import { fold, key } from "../src/random/mod.ts";
import type { Recipe } from "../src/recipe/recipe.ts";
import type { Turn } from "./measure.ts";

/** How many classes every batch has. */
export const classes = 10;

/** The sizes at which every method is measured. */
export const shapes: readonly ImageShape[] = [[128, 32, 32, 3], [32, 64, 64, 3], [64, 224, 224, 3]];

/** How many numbers the images of a shape have. */
export function sizeOf(shape: ImageShape): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** A batch of no particular pixels in [0, 1). */
export function hostBatch(shape: ImageShape): Batch {
  return {
    images: Float32Array.from({ length: sizeOf(shape) }, (_, i) => i * 0.618034 % 1),
    labels: Int32Array.from({ length: shape[0] }, (_, n) => n % classes),
    shape,
    classes,
  };
}

/** A turn of work on the host; every call has a step of its own. */
export function hostTurn(call: (step: number) => unknown): Turn {
  let step = 0;
  return (calls) => {
    for (let i = 0; i < calls; i++) call(step++);
    return Promise.resolve();
  };
}

/** Draws the plans of a recipe for batches of a shape. */
export function drawTurn(recipe: Recipe, [samples, height, width]: ImageShape): Turn {
  return hostTurn((step) => draw(recipe, fold(key(1), step), { samples, height, width }));
}

/** Draws and mixes on the host, into the same images each time, as a loader does that hands them on. */
export function cpuTurn(recipe: Recipe, batch: Batch): Turn {
  const [samples, height, width] = batch.shape, into = { images: new Float32Array(batch.images.length) };
  return hostTurn((step) => {
    const plan = draw(recipe, fold(key(1), step), { samples, height, width });
    cpu(lower(recipe), plan, batch, { into, masks: false });
  });
}
