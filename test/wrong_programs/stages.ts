import { pipe } from "fp-ts/function";
import { m, type WrongPrograms } from "./programs.ts";

/** Options of rules and methods, and stages of a recipe. */
export const stagesPrograms: WrongPrograms = {
  "a parameter is no option": [
    () => m.beta(0.4),
    "Cannot build beta(): options must be an object, current value is 0.4",
  ],
  "a parameter of a method is no option": [
    () => m.mixup(0.2),
    "options must be an object, current value is 0.2",
  ],
  "an angle is no option": [
    () => m.rotate(30),
    "Cannot build rotate(): options must be an object, current value is 30",
  ],
  "λ is an option": [() => m.mixup({ lam: 0.3 }), "names in options must be of alpha, current value is lam"],
  "beta is an option": [
    () => m.cutmix({ beta: 1 }),
    "Cannot build box(): names in options must be of placement, sides, current value is beta",
  ],
  "an option has its name in the paper": [
    () => m.miamix({ pSelf: 0.1 }),
    "names in options must be of alpha, layers, weights, self, bend, soften, current value is pSelf",
  ],

  "a pairing is not called": [() => m.pair(m.shuffled), "pairing must be a pairing such as shuffled()"],
  "a ratio is a number": [
    () => m.sampleRatios(0.4),
    "ratios must be a law such as beta(), current value is 0.4",
  ],
  "a mask is not called": [
    () => m.mask(m.box),
    "mask must be a mask such as box(), current value is the function box",
  ],
  "a change is not called": [
    () => pipe(m.pair(m.shuffled()), m.sampleRatios(m.beta()), m.mask(m.box()), m.augmentMask(m.rotate)),
    "Cannot build rotate(): names in options must be of degrees, current value is name",
  ],
  "a merge is a name": [
    () => m.merge("product"),
    "rule must be a rule such as product(), current value is product",
  ],
  "a merge comes before the mask": [
    () => pipe(m.pair(m.shuffled()), m.sampleRatios(m.beta()), m.merge(m.product())),
    "Cannot build merge(): it must come after mask(), current value is a draft that is only rated",
  ],
  "the ratios are left out": [
    () => pipe(m.pair(m.shuffled()), m.mask(m.box())),
    "Cannot build mask(): it must come after sampleRatios(), current value is a draft that is only paired",
  ],
  "the merge is left out": [
    () => pipe(m.pair(m.shuffled()), m.sampleRatios(m.beta()), m.mask(m.box()), m.mix()),
    "Cannot build mix(): it must come after merge(), current value is a draft that is only masked",
  ],
  "mix() is given a recipe's stage": [
    () => m.mix(m.product()),
    "names in options must be of labels, smoothing",
  ],
  "options are masks without weights": [
    () => m.choose(m.box(), m.flat()),
    "an option must be a pair [weight, value]",
  ],
  "recipes are chosen without weights": [
    () => m.chooseRecipe(m.mixup(), m.cutmix()),
    "an option must be a pair [weight, value]",
  ],
  "a recipe comes first and its probability second": [
    () => m.withProbability(m.mixup(), 0.5),
    "probability must be in [0, 1]",
  ],
  "a view is given to no recipe": [
    () => m.withViews(m.cropAndFlip())(m.mixup),
    "recipe must be a recipe such as miamix()",
  ],

  "a change of edges is a number": [
    () => m.onEdges(0.5),
    "change must be a change of masks such as rotate()",
  ],
  "an option of a choice is three values": [
    () => m.choose([1, m.box(), m.flat()]),
    "an option must be a pair [weight, value]",
  ],
  "an option of a choice is not called": [
    () => m.choose([1, m.box]),
    "an option must be a mask such as box()",
  ],
  "a function is described": [() => m.describe(m.miamix), "recipe must be a recipe such as miamix()"],
  "a function is outlined": [() => m.outline(m.miamix), "recipe must be a recipe such as miamix()"],
  "a seed is a BigInt": [() => m.key(42n), "seed must be an integer in [0, 2^53), current value is 42n"],
  "a seed is a text": [() => m.key("42"), 'seed must be an integer in [0, 2^53), current value is "42"'],
};
