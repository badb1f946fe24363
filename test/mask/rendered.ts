import { cpu, draw, fixed, key, lower, type Mask } from "../../mod.ts";
import { recipeOf } from "../table.ts";

/** Masks, and the partner's share of each. */
export interface Rendered {
  /** `[samples, height, width]` */
  readonly masks: Float32Array;
  readonly shares: Float32Array;
}

/** The masks that so many samples draw with one ratio. */
export function rendered(
  mask: Mask,
  ratio: number,
  [samples, height, width]: readonly [number, number, number],
): Rendered {
  const recipe = recipeOf(mask, fixed(ratio));
  const { masks, lambda } = cpu(lower(recipe), draw(recipe, key(20), { samples, height, width }), {
    images: new Float32Array(samples * height * width),
    shape: [samples, height, width, 1],
    labels: new Uint8Array(samples),
    classes: 1,
  });
  return { masks, shares: lambda.map((share) => 1 - share) };
}

/** How often each pixel is the partner's, `[height · width]`. */
export function coverage(mask: Mask, ratio: number, shape: readonly [number, number, number]): Float64Array {
  const [samples, height, width] = shape;
  const { masks } = rendered(mask, ratio, shape);
  const counts = new Float64Array(height * width);
  for (const [i, share] of masks.entries()) counts[i % counts.length]! += (1 - share) / samples;
  return counts;
}
