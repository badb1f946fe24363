import { demand } from "../demand.ts";
import {
  demandLaw,
  demandMask,
  demandMerge,
  demandPairing,
  demandStage,
  demandView,
} from "./demand_rules.ts";
import type { MaskChange } from "../augment/mod.ts";
import type { Mask } from "../mask/mod.ts";
import type { MergeRule } from "../merge/mod.ts";
import { type Blend, blend, type MixOptions } from "../mix/mod.ts";
import { identityView, type Pairing, type Retouching, type View } from "../pair/mod.ts";
import type { RatioLaw } from "../ratio/mod.ts";
import type { Weighted } from "../random/weighted.ts";

/** A draft that knows who meets whom: what {@linkcode pair} gives. */
export interface Paired {
  readonly stage: "paired";
  readonly pairing: Pairing;
  readonly view: View;
}

/** A draft that also knows how much to mix: what {@linkcode sampleRatios} gives. */
export interface Rated extends Omit<Paired, "stage"> {
  readonly stage: "rated";
  readonly ratios: RatioLaw;
}

/** A draft that also knows where: what {@linkcode mask} and {@linkcode augmentMask} give. */
export interface Masked extends Omit<Rated, "stage"> {
  readonly stage: "masked";
  readonly mask: Mask;
}

/** A draft that also knows how layers become one mask: what {@linkcode merge} gives. */
export interface Merged extends Omit<Masked, "stage"> {
  readonly stage: "merged";
  readonly merge: MergeRule;
}

/** A recipe made of the six stages: what {@linkcode mix} gives. */
export interface Mixture extends Omit<Merged, "stage"> {
  readonly stage: "mixed";
  readonly blend: Blend;
  /** What is done to anchor and partner when they are read, independently. @default nothing */
  readonly retouching?: Retouching;
}

/** One of several recipes: what {@linkcode chooseRecipe} gives. */
export interface Choice {
  readonly stage: "chosen";
  readonly options: readonly Weighted<Recipe>[];
  readonly scope: "sample" | "batch";
}

/** Two recipes, one after the other: what {@linkcode andThen} gives. */
export interface Sequence {
  readonly stage: "sequenced";
  readonly first: Recipe;
  readonly second: Recipe;
}

/** A way to mix a batch: from a key and a batch to a batch. */
export type Recipe = Mixture | Choice | Sequence;

/**
 * The first stage: who meets whom, and how anchor and partner are read.
 *
 * @param pairing Gives every sample a partner.
 * @param view How images are read; anchor and partner draw independent views.
 * @default {identityView()}
 * @throws {RangeError} If these are no rules.
 */
export function pair(pairing: Pairing, view: View = identityView()): Paired {
  demandPairing("build pair()", pairing);
  demandView("build pair()", view);
  return { stage: "paired", pairing, view };
}

/**
 * The second stage: the partner's share, one number for each layer.
 *
 * @throws {RangeError} If that is no law, or the first stage is missing.
 */
export function sampleRatios(ratios: RatioLaw): (draft: Paired) => Rated {
  const action = "build sampleRatios()";
  demandLaw(action, ratios);
  return (draft) => {
    demandStage(action, draft, "paired");
    return { ...draft, stage: "rated", ratios };
  };
}

/**
 * The third stage: the mask that every layer draws with its ratio.
 *
 * @throws {RangeError} If that is no mask, or a stage before is missing.
 */
export function mask(mask: Mask): (draft: Rated) => Masked {
  const action = "build mask()";
  demandMask(action, mask);
  return (draft) => {
    demandStage(action, draft, "rated");
    return { ...draft, stage: "masked", mask };
  };
}

/**
 * An optional stage, any number of times: a change of the mask.
 *
 * @throws {RangeError} If that is no change, or a stage before is missing.
 */
export function augmentMask(change: MaskChange): (draft: Masked) => Masked {
  const action = "build augmentMask()";
  demand(typeof change === "function", action, "change must be a change of masks such as rotate()", change);
  return (draft) => {
    demandStage(action, draft, "masked");
    const changed = change(draft.mask);
    demandMask(action, changed);
    return { ...draft, mask: changed };
  };
}

/**
 * The stage that makes one mask of the layers; one layer merges to itself.
 *
 * @throws {RangeError} If there may be several layers of a mask that moves the partner, that is no rule, or a stage before
 * is missing.
 */
export function merge(rule: MergeRule): (draft: Masked) => Merged {
  demandMerge("build merge()", rule);
  return (draft) => {
    demandStage("build merge()", draft, "masked");
    const { mask, ratios } = draft;
    demand(
      mask.place === undefined || ratios.layers === 1,
      `merge layers of ${mask.name}`,
      "a mask that moves the partner must be the only layer",
      `${ratios.layers} layers`,
    );
    return { ...draft, stage: "merged", merge: rule };
  };
}

/**
 * The last stage: `x' = m·x + (1 - m)·x[partner]`, `y' = λ·y + (1 - λ)·y[partner]`.
 *
 * @throws {RangeError} If an option is out of its range, or a stage before is missing.
 */
export function mix(options: MixOptions = {}): (draft: Merged) => Mixture {
  const how = blend(options);
  return (draft) => {
    demandStage("build mix()", draft, "merged");
    return { ...draft, stage: "mixed", blend: how };
  };
}
