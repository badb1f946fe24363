import { unmixed } from "../recipe/combine.ts";
import type { Recipe } from "../recipe/recipe.ts";

/** No mixing: the images and labels as they are, the baseline of every comparison. */
export function vanilla(): Recipe {
  return unmixed();
}
