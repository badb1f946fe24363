import { demand } from "../demand.ts";
import {
  demandLaw,
  demandMask,
  demandMerge,
  demandPairing,
  demandRetouching,
  demandView,
  drafted,
  stageOf,
} from "./demand_rules.ts";
import type { Recipe } from "./recipe.ts";

/**
 * Checks that something is a recipe.
 *
 * @throws {RangeError} If it is a draft, a function that was not called, or anything else.
 */
export function demandRecipe(action: string, recipe: Recipe): void {
  const stage = stageOf(recipe), known = stage === "mixed" || stage === "chosen" || stage === "sequenced";
  demand(known, action, "recipe must be a recipe such as miamix(), or what mix() gives", drafted(recipe));
  if (recipe.stage !== "mixed") return;
  const { pairing, view, retouching, ratios, mask, merge } = recipe;
  demandPairing(action, pairing);
  demandView(action, view);
  if (retouching !== undefined) demandRetouching(action, retouching);
  demandLaw(action, ratios);
  demandMask(action, mask);
  demandMerge(action, merge);
}
