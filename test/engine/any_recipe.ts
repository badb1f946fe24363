import fc from "fast-check";
import * as m from "../../mod.ts";
import { checkerboard, ellipse } from "../mask/user_masks.ts";

const coin = fc.double({ min: 0, max: 1, noNaN: true });
const alpha = fc.constantFrom(0.1, 0.5, 1, 2);

const laws: fc.Arbitrary<m.RatioLaw> = fc.oneof(
  coin.map(m.fixed),
  alpha.map((alpha) => m.beta({ alpha })),
  fc.record({ alpha, layers: fc.constantFrom(1, 2, 3, [1, 2], [1, 3]) }).map(m.dirichlet),
);

const plainMasks: fc.Arbitrary<m.Mask> = fc.oneof(
  fc.constant(m.flat()),
  fc.record({
    placement: fc.constantFrom("clip" as const, "inside" as const),
    sides: fc.constantFrom("round" as const, "even" as const),
  }).map(m.box),
  fc.record({ decay: fc.constantFrom(1, 2, 3), soft: fc.constantFrom(0, 0, 0.1, 0.5) }).map(m.fourier),
  fc.constantFrom("holes" as const, "cells" as const).map((variant) => m.grid({ variant })),
  fc.record({
    covariance: fc.constantFrom("identity" as const, "random" as const),
    maxCorrelation: fc.constantFrom(0, 0.5, 0.95),
    width: fc.constantFrom("calibrated" as const, "unclipped" as const, "literal" as const),
  }).map(m.gaussian),
  fc.constant(m.learned()),
  fc.constant(ellipse()),
  fc.constant(checkerboard()),
);

const changes: fc.Arbitrary<m.MaskChange> = fc.letrec<{ change: m.MaskChange }>((tie) => ({
  change: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(0, 10, 30, 90, 180).map((degrees) => m.rotate({ degrees })),
    fc.constantFrom(0, 0.3, 1).map((amount) => m.shear({ amount })),
    fc.constantFrom([3], [3, 5], [5, 7]).map((windows) => m.smooth({ windows })),
    fc.tuple(coin, tie("change")).map(([probability, change]) => m.sometimes(probability, change)),
    tie("change").map(m.onEdges),
    fc.tuple(tie("change"), tie("change")).map(([first, second]): m.MaskChange => (mask) =>
      second(first(mask))
    ),
  ),
})).change;

const masks: fc.Arbitrary<m.Mask> = fc.letrec<{ mask: m.Mask }>((tie) => ({
  mask: fc.oneof(
    { maxDepth: 2 },
    plainMasks,
    fc.tuple(tie("mask"), changes).map(([mask, change]) => change(mask)),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), tie("mask")), { minLength: 1, maxLength: 3 })
      .map((options) => m.choose(...options)),
  ),
})).mask;

const pairings: fc.Arbitrary<m.Pairing> = fc.oneof(
  coin.map((self) => m.anyone({ self })),
  fc.constantFrom(m.shuffled(), m.rolled(), m.flipped()),
);

const views: fc.Arbitrary<m.View> = fc.oneof(
  fc.constant(m.identityView()),
  fc.record({ padding: fc.integer({ min: 0, max: 4 }), flip: coin }).map(m.cropAndFlip),
);

const mixtures: fc.Arbitrary<m.Recipe> = fc.record({
  pairing: pairings,
  view: views,
  law: fc.tuple(laws, fc.boolean()).map(([law, shared]) => shared ? m.perBatch(law) : law),
  mask: fc.tuple(masks, fc.boolean()).map(([mask, shared]) => shared ? m.perBatch(mask) : mask),
  rule: fc.constantFrom(m.product(), m.sum()),
  options: fc.record({
    labels: fc.constantFrom("merged" as const, "orig" as const),
    smoothing: fc.constantFrom(0, 0, 0.1, 1),
  }),
}).map(({ pairing, view, law, mask, rule, options }) =>
  m.mix(options)(m.merge(rule)(m.mask(mask)(m.sampleRatios(law)(m.pair(pairing, view)))))
);

/** Recipes of all combinators, but for masks that move the partner or look at images. */
export const anyRecipe: fc.Arbitrary<m.Recipe> = fc.letrec<{ recipe: m.Recipe }>((tie) => ({
  recipe: fc.oneof(
    { maxDepth: 2 },
    { arbitrary: mixtures, weight: 4 },
    { arbitrary: fc.tuple(tie("recipe"), tie("recipe")).map(([a, b]) => m.andThen(b)(a)), weight: 1 },
    {
      arbitrary: fc.tuple(coin, tie("recipe")).map(([p, recipe]) => m.withProbability(p, recipe)),
      weight: 1,
    },
    {
      arbitrary: fc.tuple(views, tie("recipe")).map(([view, recipe]) => m.withViews(view)(recipe)),
      weight: 1,
    },
    {
      arbitrary: fc.tuple(pairings, tie("recipe")).map(([p, recipe]) => m.withPairing(p)(recipe)),
      weight: 1,
    },
    {
      arbitrary: fc.tuple(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), tie("recipe")), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
      ).map(([options, shared]) =>
        shared ? m.perBatch(m.chooseRecipe(...options)) : m.chooseRecipe(...options)
      ),
      weight: 1,
    },
  ),
})).recipe;
