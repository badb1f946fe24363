import { demand } from "../demand.ts";
import type { Plan } from "./draw.ts";

/**
 * Gives a plan the rasters that it asks of something that learns, so that every engine reads them.
 *
 * @param plan From {@linkcode draw}.
 * @param learned For each pass the rasters `[asked, height, width]` of the anchor's share, in the order in which its
 * `learned` asks for them; a pass without them keeps asking.
 * @throws {RangeError} If they are not as many numbers as the plan asks for.
 *
 * @example
 * ```ts
 * import { beta, draw, fillPlan, key, learned, mask, merge, mix, pair, product, sampleRatios, shuffled } from "@miamix/miamix";
 * import { assertEquals } from "@std/assert";
 * import { pipe } from "fp-ts/function";
 *
 * const recipe = pipe(pair(shuffled()), sampleRatios(beta()), mask(learned({ margin: 0 })), merge(product()), mix());
 * const plan = draw(recipe, key(1), { samples: 2, height: 4, width: 4 });
 * const filled = fillPlan(plan, [new Float32Array(2 * 4 * 4).fill(0.5)]);
 * assertEquals(filled.passes[0]?.rasters.length, plan.passes[0]?.learned.length);
 * ```
 */
export function fillPlan(plan: Plan, learned: readonly (Float32Array | undefined)[]): Plan {
  const pixels = plan.height * plan.width;
  const passes = plan.passes.map((pass, i) => {
    const values = learned[i];
    if (values === undefined) return pass;
    const asked = pass.learned.length * pixels,
      rule = `rasters of pass ${i} must be ${asked} in a Float32Array`;
    demand(values instanceof Float32Array, "fill a plan", rule, values);
    demand(values.length === asked, "fill a plan", rule, values.length);
    const strange = values.find((share) => !(share >= -1e-5 && share <= 1 + 1e-5));
    demand(strange === undefined, "fill a plan", `rasters of pass ${i} must be in [0, 1]`, strange);
    const rasters = pass.learned.map((_, n) => ({
      kind: "raster" as const,
      values: values.subarray(n * pixels, (n + 1) * pixels),
    }));
    return { ...pass, rasters: [...pass.rasters, ...rasters], learned: [] };
  });
  return { ...plan, passes };
}
