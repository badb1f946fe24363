/**
 * Mixed-sample data augmentation as a typed algebra: six stages make a recipe, a key makes a plan, an engine mixes.
 *
 * ```ts
 * import { beta, box, describe, draw, key, lower, mask, merge, mix, pair, product, reference, sampleRatios, shuffled } from "@miamix/miamix";
 * import { pipe } from "fp-ts/function";
 *
 * const cutmix = pipe(
 *   pair(shuffled()),
 *   sampleRatios(beta({ alpha: 1 })),
 *   mask(box()),
 *   merge(product()),
 *   mix(),
 * );
 * const plan = draw(cutmix, key(42), { samples: 2, height: 4, width: 4 });
 * const batch = { images: new Float32Array(2 * 4 * 4 * 3), shape: [2, 4, 4, 3], labels: Int32Array.of(0, 1), classes: 2 } as const;
 * const { images, labels, lambda } = reference(lower(cutmix), plan, batch);
 * ```
 *
 * A mask is the anchor's share at every point. A ratio is the partner's share that a layer asks for. λ is the label
 * weight of the anchor: the mean of the mask that really landed.
 *
 * @module
 */
export {
  augmentMask,
  type Choice,
  mask,
  type Masked,
  merge,
  type Merged,
  mix,
  type Mixture,
  pair,
  type Paired,
  type Rated,
  type Recipe,
  sampleRatios,
  type Sequence,
} from "./src/recipe/recipe.ts";
export {
  andThen,
  chooseRecipe,
  unmixed,
  withPairing,
  withProbability,
  withRetouch,
  withViews,
} from "./src/recipe/combine.ts";
export type { Weighted } from "./src/random/weighted.ts";
export * from "./src/pair/mod.ts";
export * from "./src/ratio/mod.ts";
export * from "./src/mask/mod.ts";
export * from "./src/augment/mod.ts";
export * from "./src/merge/mod.ts";
export type { Blend, MixOptions } from "./src/mix/mod.ts";
export * from "./src/method/mod.ts";
export { describe } from "./src/recipe/describe.ts";
export {
  type ChangeOutline,
  type ChoiceOutline,
  type MaskOutline,
  type MixtureOutline,
  type Outline,
  outline,
  type SequenceOutline,
} from "./src/recipe/outline.ts";
export { fold, type Key, key, uniform, uniformBetween } from "./src/random/mod.ts";
export {
  abs,
  add,
  type Algebra,
  type Binary,
  blur,
  chooseOne,
  clamp,
  div,
  exp,
  type Expr,
  field,
  floor,
  HERE,
  hypot,
  inside,
  interpret,
  lit,
  max,
  min,
  mod,
  mul,
  param,
  type Point,
  select,
  sqrt,
  step,
  sub,
  type Unary,
} from "./src/expr/mod.ts";
export {
  draw,
  type LearnedRaster,
  type PassPlan,
  type Plan,
  type PlannedPeak,
  type PlannedRetouch,
  type Shape,
} from "./src/plan/draw.ts";
export { fillPlan } from "./src/plan/fill_plan.ts";
export { lower, type Pass, type Program } from "./src/program/lower.ts";
export type { Batch, ImageShape, Mixed, Normalization, Pixels } from "./src/batch.ts";
export { cpu, type CpuPool, cpuPool, type CpuPoolOptions } from "./src/engine/cpu/mod.ts";
export type { HostOptions } from "./src/engine/options.ts";
export { reference } from "./src/engine/reference/mod.ts";
