import { demand, demandRule } from "../demand.ts";
import { chooseOne } from "../expr/mod.ts";
import { categorical, fold } from "../random/mod.ts";
import { checkedWeights, type Weighted } from "../random/weighted.ts";
import type { Drawn, Mask, Size } from "./mask.ts";

/**
 * One of several masks, picked for every sample with probability proportional to its weight. Itself a mask.
 *
 * The options draw from keys of their own, so a changed weight never changes what an option draws.
 *
 * @throws {RangeError} If there is no option, a weight is negative or not finite, all weights are zero, or an option
 * is drawn per batch (wrap the whole choice in {@linkcode perBatch} instead).
 */
export function choose(...options: readonly Weighted<Mask>[]): Mask {
  const weights = checkedWeights("build choose()", options);
  for (const [, mask] of options) {
    demandRule("build choose()", "an option must be a mask such as box()", mask, ["draw", "pixel", "pivot"]);
    const { name, scope } = mask;
    demand(
      scope === "sample",
      "build choose()",
      "an option must not be drawn per batch; wrap the choice",
      name,
    );
  }
  const widest = Math.max(...options.map(([, mask]) => mask.params));
  const chosen = (drawn: readonly Drawn[]) => options[drawn[0] as number]![1];
  return {
    name: `choose(${options.map(([weight, mask]) => `${weight}: ${mask.name}`).join(", ")})`,
    params: 1 + widest,
    edges: options.some(([, mask]) => mask.edges),
    learned: options.some(([, mask]) => mask.learned),
    options,
    changes: 0,
    applied: [],
    neutral: [],
    scope: "sample",
    draw(from, ratio, size) {
      const index = categorical(from, weights);
      const values: Drawn[] = [index, ...options[index]![1].draw(fold(from, 1 + index), ratio, size)];
      while (values.length <= widest) values.push(0);
      return values;
    },
    pixel: ([index, ...drawn], at) =>
      chooseOne(
        index!,
        at,
        options.map(([, mask]) => (point) => mask.pixel(drawn.slice(0, mask.params), point)),
      ),
    pivot: (drawn, size) => chosen(drawn).pivot(drawn.slice(1), size),
    ...(options.some(([, mask]) => mask.place) &&
      { place: (drawn: readonly Drawn[], size: Size) => chosen(drawn).place?.(drawn.slice(1), size) }),
  };
}
