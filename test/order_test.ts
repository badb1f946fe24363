import { assertEquals } from "@std/assert";
import { pipe } from "fp-ts/function";
import {
  augmentMask,
  beta,
  box,
  mask,
  merge,
  mix,
  pair,
  product,
  type Recipe,
  rotate,
  sampleRatios,
  shuffled,
} from "../mod.ts";

Deno.test("the six stages go in one order only: every other order does not compile", () => {
  const meet = pair(shuffled()), rate = sampleRatios(beta()), cut = mask(box());
  const turn = augmentMask(rotate()), join = merge(product()), last = mix();

  const recipe: Recipe = pipe(meet, rate, cut, turn, join, last);
  const plain: Recipe = pipe(meet, rate, cut, join, last);
  assertEquals([recipe.stage, plain.stage], ["mixed", "mixed"]);

  // @ts-expect-error the second stage is missing: property 'ratios' is missing in type 'Paired'
  (() => pipe(meet, cut, join, last));
  // @ts-expect-error the third stage is missing: property 'mask' is missing in type 'Rated'
  (() => pipe(meet, rate, join, last));
  // @ts-expect-error merging is mandatory: property 'merge' is missing in type 'Masked'
  (() => pipe(meet, rate, cut, last));
  // @ts-expect-error a change comes after the mask: property 'mask' is missing in type 'Rated'
  (() => pipe(meet, rate, turn, cut, join, last));
  // @ts-expect-error a change comes before the merge: "merged" is not assignable to "masked"
  (() => pipe(meet, rate, cut, join, turn, last));
  // @ts-expect-error a mask comes after the ratios: property 'ratios' is missing in type 'Paired'
  (() => pipe(meet, cut, rate, join, last));
  // @ts-expect-error ratios are drawn once: "rated" is not assignable to "paired"
  (() => pipe(meet, rate, rate, cut, join, last));
  // @ts-expect-error there is one mask: "masked" is not assignable to "rated"
  (() => pipe(meet, rate, cut, cut, join, last));
  // @ts-expect-error layers are merged once: "merged" is not assignable to "masked"
  (() => pipe(meet, rate, cut, join, join, last));
  // @ts-expect-error a batch is mixed once: "mixed" is not assignable to "merged"
  (() => pipe(meet, rate, cut, join, last, last));
  // @ts-expect-error the first stage is missing: a stage is not a draft
  (() => pipe(rate, cut, join, last));
  // @ts-expect-error a draft that is not mixed is not a recipe: "merged" is not assignable to "mixed"
  ((): Recipe => pipe(meet, rate, cut, join));
  // @ts-expect-error a mask is not a change of masks
  (() => augmentMask(box()));
  // @ts-expect-error a change of masks is not a mask
  (() => mask(rotate()));
});
