import { demand } from "../demand.ts";
import { demandRecipe } from "../recipe/demand_recipe.ts";
import { describe } from "../recipe/describe.ts";
import { lower } from "../program/lower.ts";
import { PassBuilder } from "./pass_builder.ts";
import type { Drawn, Size } from "../mask/mod.ts";
import {
  demandDrawn,
  demandPartner,
  demandPlacement,
  demandReading,
  demandRetouch,
  demandShares,
} from "./demand_drawn.ts";
import { identityView, type Retouching } from "../pair/mod.ts";
import { AS_IT_IS } from "../pair/view.ts";
import type { Plan } from "./plan.ts";
import { categorical, demandKey, fold, type Key } from "../random/mod.ts";
import type { Choice, Mixture, Recipe } from "../recipe/recipe.ts";
import { type Places, placesOf, type Shape } from "./shape.ts";

export type { Shape } from "./shape.ts";
export type { LearnedRaster, PassPlan, Plan, PlannedPeak, PlannedRetouch } from "./plan.ts";

/** Each kind of draw has a key of its own, so that changing one stage leaves the draws of the others alone. */
const Stage = {
  pair: 0,
  ratios: 1,
  mask: 2,
  views: 3,
  choice: 4,
  first: 5,
  second: 6,
  options: 7,
  retouch: 8,
} as const;

/** Decides about one sample, and writes it into the drafts of the passes. */
type Sampler = (place: number) => void;

/**
 * Decides everything random about mixing one batch.
 *
 * @param recipe The recipe.
 * @param from The key of this batch; the same key gives the same plan.
 * @param shape How many images of what size.
 * @throws {RangeError} If the shape is impossible, or a rule of the recipe draws a number that is not finite.
 *
 * @example
 * ```ts
 * import { draw, key, miamix } from "@miamix/miamix";
 * import { assertEquals } from "@std/assert";
 *
 * const plan = draw(miamix(), key(42), { samples: 8, height: 32, width: 32 });
 * assertEquals(plan.passes[0]?.partner.length, 8);
 * ```
 */
export function draw(recipe: Recipe, from: Key, shape: Shape): Plan {
  demandRecipe(ACTION, recipe);
  demandKey(ACTION, from);
  const places = placesOf(shape), { samples, height, width } = shape;
  const program = lower(recipe), drafts = program.map((pass) => new PassBuilder(samples, pass, places.self));
  const sampler = sample(recipe, from, places, drafts, 0);
  for (let place = 0; place < samples; place++) sampler(place);
  const passes = drafts.map((draft) => draft.finish());
  for (const { params, peaks } of passes) {
    let sum = 0;
    for (let i = 0; i < params.length; i++) sum += params[i]!;
    if (Number.isFinite(sum)) continue;
    const awaited = new Set(peaks.flatMap(({ x, y }) => [...x, ...y]));
    const strange = params.find((value, place) => !Number.isFinite(value) && !awaited.has(place));
    if (strange === undefined) continue;
    demand(false, ACTION, `what a recipe draws must be finite, in\n${describe(recipe)}\n`, strange);
  }
  return { fingerprint: program[0]!.fingerprint, samples, height, width, passes };
}

const ACTION = "draw a plan";

/** The sampler of a recipe, which writes the numbers it draws from a place in the rows of the recipe's passes on. */
function sample(
  recipe: Recipe,
  from: Key,
  places: Places,
  drafts: readonly PassBuilder[],
  first: number,
): Sampler {
  switch (recipe.stage) {
    case "mixed":
      return sampleMixture(recipe, from, places, drafts[0]!, first);
    case "chosen":
      return sampleChoice(recipe, from, places, drafts, first);
    case "sequenced": {
      const passes = lower(recipe.first).length;
      const one = sample(recipe.first, fold(from, Stage.first), places, drafts.slice(0, passes), first);
      const other = sample(recipe.second, fold(from, Stage.second), places, drafts.slice(passes), first);
      return (place) => {
        one(place);
        other(place);
      };
    }
  }
}

function sampleMixture(
  { pairing, view, retouching, ratios, mask, merge: _, blend }: Mixture,
  from: Key,
  places: Places,
  draft: PassBuilder,
  first: number,
): Sampler {
  const keysOf = stageKeys(from, places);
  const pairKeys = keysOf("pair"), viewKeys = keysOf("views"), retouchKeys = keysOf("retouch");
  const ratioKeys = keysOf("ratios"), maskKeys = keysOf("mask");
  const { height, width } = places;
  const drawLayers = (id: number, size: Size) => {
    const shares = ratios.draw(ratios.scope === "batch" ? ratioKeys.batch : fold(ratioKeys.samples, id));
    const maskKey = mask.scope === "batch" ? maskKeys.batch : fold(maskKeys.samples, id);
    demandShares(ratios, shares);
    return { shares, drawn: shares.map((share, layer) => mask.draw(fold(maskKey, layer), share, size)) };
  };
  const drawRetouch = (rule: Retouching, id: number, shares: readonly number[]) => {
    const retouchKey = fold(retouchKeys.samples, id), partnerSeen = shares.some((share) => share !== 0);
    return {
      anchor: demandRetouch(rule, rule.draw(fold(retouchKey, 0), places)),
      partner: partnerSeen ? demandRetouch(rule, rule.draw(fold(retouchKey, 1), places)) : undefined,
    };
  };
  const forBatch = ratios.scope === "batch" && mask.scope === "batch";
  let shared: ReturnType<typeof drawLayers> | undefined;
  return (place) => {
    const id = places.id(place);
    const ownKeys = { sample: fold(pairKeys.samples, id), batch: pairKeys.batch };
    const partner = pairing.partner(ownKeys, places.self(place), places.pool);
    demandPartner(pairing, partner, places.pool);
    draft.partner[place] = partner;
    let seen = AS_IT_IS;
    if (view !== identityView()) {
      const viewKey = fold(viewKeys.samples, id), anchor = view.draw(fold(viewKey, 0), places);
      seen = view.draw(fold(viewKey, 1), places);
      demandReading(view, anchor, places);
      demandReading(view, seen, places);
      draft.read(place, anchor, seen);
    }
    const { dx, dy, mirror } = seen;
    const layers = shared ?? drawLayers(id, { height, width, partner: { place: partner, dx, dy, mirror } });
    if (forBatch) shared = layers;
    const { shares, drawn } = layers;
    demandDrawn(mask, drawn);
    if (ratios.layers === 1) draft.write(place, first, drawn[0]!);
    else writeLayers(draft, place, first, drawn, mask.params);
    const placement = mask.place?.(drawn[0]!, places);
    if (placement !== undefined) draft.place(place, demandPlacement(mask, placement));
    if (retouching !== undefined) draft.retouch(place, drawRetouch(retouching, id, shares));
    if (blend.labels === "orig") {
      draft.lambda[place] = Math.max(0, shares.reduce((rest, share) => rest - share, 1));
    }
    draft.smoothing[place] = blend.smoothing;
  };
}

/** Writes the layers of a sample, each with a switch in front: 1 for a layer that was drawn, 0 for one that was not. */
function writeLayers(
  draft: PassBuilder,
  place: number,
  first: number,
  layers: readonly (readonly Drawn[])[],
  params: number,
): void {
  for (let layer = 0, at = first; layer < layers.length; layer++, at += 1 + params) {
    draft.writeNumber(place, at, 1);
    draft.write(place, at + 1, layers[layer]!);
  }
}

function sampleChoice(
  { options, scope }: Choice,
  from: Key,
  places: Places,
  drafts: readonly PassBuilder[],
  first: number,
): Sampler {
  const weights = options.map(([weight]) => weight);
  const keys = stageKeys(from, places)("choice"), optionKeys = fold(from, Stage.options);
  const samplers = options.map(([, option], i) =>
    sample(option, fold(optionKeys, i), places, drafts.slice(0, lower(option).length), first + 1)
  );
  return (place) => {
    const index = categorical(scope === "batch" ? keys.batch : fold(keys.samples, places.id(place)), weights);
    for (const draft of drafts) draft.writeNumber(place, first, index);
    samplers[index]!(place);
  };
}

/** Gives, for a stage, one key that the batch shares and one under which the samples' keys are. */
function stageKeys(
  from: Key,
  { step, pairStep }: Pick<Places, "step" | "pairStep">,
): (name: keyof typeof Stage) => { readonly batch: Key; readonly samples: Key } {
  return (name) => {
    const stage = fold(from, Stage[name]);
    return { batch: batchKey(stage, name === "pair" ? pairStep : step), samples: fold(stage, 1) };
  };
}

/** The labels of the steps are 0, 2, 3, …: the samples have 1. */
function batchKey(stage: Key, step: number): Key {
  return fold(stage, step === 0 ? 0 : step + 1);
}
