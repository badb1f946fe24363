import { unmixed, withRetouch } from "../recipe/combine.ts";
import { augmixChains, type AugmixChainsOptions } from "../pair/mod.ts";
import type { Recipe } from "../recipe/recipe.ts";

/**
 * AugMix: no partner, but chains of label-preserving operations blended with the image (Hendrycks et al. 2020, arXiv
 * 1912.02781). As views of any other recipe, `withRetouch(augmixChains())(miamix())` blends them into both images.
 *
 * Defaults: three chains of one to three operations, α = 1, severity 3 (the authors' code for CIFAR). It costs up to
 * nine operations an image. The authors' Jensen–Shannon loss is `jensenShannon` of the training part.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function augmix(options: AugmixChainsOptions = {}): Recipe {
  return withRetouch(augmixChains(options))(unmixed());
}
