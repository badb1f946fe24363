import { demand, demandRule } from "../demand.ts";
import type { Mask } from "../mask/mod.ts";
import type { MergeRule } from "../merge/mod.ts";
import type { Pairing, Retouching, View } from "../pair/mod.ts";
import type { RatioLaw } from "../ratio/mod.ts";

/** The stages that must come before another, by their drafts. */
const before = {
  paired: "pair()",
  rated: "sampleRatios()",
  masked: "mask()",
  merged: "merge()",
} as const;

/** Checks that the stage before has been. */
export function demandStage(action: string, draft: unknown, stage: keyof typeof before): void {
  demand(stageOf(draft) === stage, action, `it must come after ${before[stage]}`, drafted(draft));
}

/** Tells how far a draft has come; nothing of a value that is no draft. */
export function stageOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "stage" in value ? value.stage : undefined;
}

/** Describes a value that is no recipe. */
export function drafted(value: unknown): unknown {
  const stage = stageOf(value);
  return stage === undefined ? value : `a draft that is only ${stage}`;
}

const MASK: readonly (keyof Mask)[] = ["draw", "pixel", "pivot"];

/** Checks that something is a mask. */
export function demandMask(action: string, mask: Mask): void {
  demandRule(action, "mask must be a mask such as box()", mask, MASK);
  const { name, params } = mask;
  demand(
    Number.isInteger(params) && params >= 0,
    action,
    `params of ${name} must be an integer >= 0`,
    params,
  );
}

/** Checks that something is a law of ratios. */
export function demandLaw(action: string, ratios: RatioLaw): void {
  demandRule(action, "ratios must be a law such as beta()", ratios, ["draw"]);
  const { name, layers } = ratios;
  demand(
    Number.isInteger(layers) && layers >= 1,
    action,
    `layers of ${name} must be an integer >= 1`,
    layers,
  );
}

/** Checks that something merges masks. */
export function demandMerge(action: string, rule: MergeRule): void {
  demandRule(action, "rule must be a rule such as product()", rule, ["concat"]);
}

/** Checks that something is a pairing. */
export function demandPairing(action: string, pairing: Pairing): void {
  demandRule(action, "pairing must be a pairing such as shuffled()", pairing, ["partner"]);
}

/** Checks that something is a view. */
export function demandView(action: string, view: View): void {
  demandRule(action, "view must be a view such as cropAndFlip()", view, ["draw"]);
}

/** Checks that something is a change of images. */
export function demandRetouching(action: string, retouching: Retouching): void {
  demandRule(action, "retouching must be a change of images such as augmixChains()", retouching, ["draw"]);
}
