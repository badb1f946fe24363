import { assertStringIncludes, assertThrows } from "@std/assert";
import * as m from "../../mod.ts";

/** What is just out of the range of an option, and what is just within. */
interface Range {
  /** Builds something with a value. */
  build(value: never): unknown;
  readonly refused: readonly unknown[];
  readonly taken: readonly unknown[];
}

const share = { refused: [-0.001, 1.001, NaN], taken: [0, 1] };
const concentration = { refused: [0, -1, Infinity, NaN], taken: [0.001, 100] };
const limits = { refused: [-1, NaN, [40, 10], [0, Infinity], [-Infinity, 0]], taken: [0, [10, 10], [-5, 5]] };
const attention = () => [1];
const masks = (mask: m.Mask) => m.choose([1, mask]);
const shape = { samples: 2, height: 3, width: 3 };
const drawn = (part: object, mask: m.Mask = m.flat()) =>
  m.draw(m.withPairing(m.anyone())(m.chooseRecipe([1, { ...(m.cutmix() as m.Mixture), mask }])), m.key(1), {
    ...shape,
    ...part,
  });

const ranges: Readonly<Record<string, Range>> = {
  "anyone self": { build: (self) => m.anyone({ self }), ...share },
  "cropAndFlip padding": {
    build: (padding) => m.cropAndFlip({ padding }),
    refused: [-1, 1.5],
    taken: [0, 1],
  },
  "cropAndFlip flip": { build: (flip) => m.cropAndFlip({ flip }), ...share },
  "augmixChains severity": {
    build: (severity) => m.augmixChains({ severity }),
    refused: [0.09, 10.1, NaN],
    taken: [0.1, 10],
  },
  "augmixChains width": { build: (width) => m.augmixChains({ width }), refused: [0, 1.5], taken: [1] },
  "augmixChains depth": { build: (depth) => m.augmixChains({ depth }), refused: [0, 2.5, 9], taken: [1, 8] },
  "augmixChains alpha": { build: (alpha) => m.augmixChains({ alpha }), ...concentration },
  "beta alpha": { build: (alpha) => m.beta({ alpha }), ...concentration },
  "dirichlet alpha": { build: (alpha) => m.dirichlet({ alpha }), ...concentration },
  "dirichlet layers": {
    build: (layers) => m.dirichlet({ layers }),
    refused: [0, 1.5, [], [0, 1], [1, 1.5]],
    taken: [1, [1], [3, 1]],
  },
  fixed: { build: m.fixed, ...share },
  "uniformSide scale": {
    build: (scale) => m.uniformSide({ scale }),
    refused: [[-0.1, 0.5], [0.6, 0.5], [0.5, 1.1]],
    taken: [[0, 1], [0.5, 0.5]],
  },
  "box placement": {
    build: (placement) => m.box({ placement }),
    refused: ["outside"],
    taken: ["clip", "inside"],
  },
  "box sides": { build: (sides) => m.box({ sides }), refused: ["odd"], taken: ["round", "even"] },
  "salientBox sides": {
    build: (sides) => m.salientBox({ sides }),
    refused: ["odd"],
    taken: ["round", "even"],
  },
  "thumbnail interpolation": {
    build: (interpolation) => m.thumbnail({ interpolation }),
    refused: ["cubic"],
    taken: ["nearest", "linear"],
  },
  "fourier decay": {
    build: (decay) => m.fourier({ decay }),
    refused: [0, -1, Infinity, NaN],
    taken: [0.01, 9],
  },
  "fourier soft": { build: (soft) => m.fourier({ soft }), refused: [-0.001, 0.501], taken: [0, 0.5] },
  "fourier of large images": {
    build: (width) => drawn({ height: 1, width }, m.fourier()),
    refused: [2 ** 21 + 1],
    taken: [2 ** 21],
  },
  "gaussian covariance": {
    build: (covariance) => m.gaussian({ covariance }),
    refused: ["diagonal"],
    taken: ["identity", "random"],
  },
  "gaussian maxCorrelation": {
    build: (maxCorrelation) => m.gaussian({ maxCorrelation }),
    refused: [-0.001, 1, NaN],
    taken: [0, 0.999],
  },
  "gaussian width": {
    build: (width) => m.gaussian({ width }),
    refused: ["wide"],
    taken: ["calibrated", "unclipped", "literal"],
  },
  "grid variant": {
    build: (variant) => m.grid({ variant }),
    refused: ["stripes"],
    taken: ["holes", "cells"],
  },
  "learned margin": { build: (margin) => m.learned({ margin }), refused: [-0.001, 0.501], taken: [0, 0.5] },
  "mostAttended grid": {
    build: (grid) => m.mostAttended({ attention, grid }),
    refused: [0, 1.5, -1],
    taken: [1, 2],
  },
  "contrast reaches": {
    build: (reaches) => m.contrast({ reaches }),
    refused: [[], [0], [1.5], [3, -1], Array(101).fill(1)],
    taken: [[1], Array(100).fill(1)],
  },
  "contrast scale": { build: (scale) => m.contrast({ scale }), refused: ["both"], taken: ["one", "each"] },
  "rotate degrees": { build: (degrees) => m.rotate({ degrees }), ...limits },
  "shear amount": { build: (amount) => m.shear({ amount }), ...limits },
  "smooth windows": {
    build: (windows) => m.smooth({ windows }),
    refused: [[], [1], [2], [4], [3.5], [3, 6]],
    taken: [[3], [5, 9]],
  },
  sometimes: { build: (probability) => m.sometimes(probability, m.rotate()), ...share },
  "mix labels": { build: (labels) => m.mix({ labels }), refused: ["asked"], taken: ["merged", "orig"] },
  "mix smoothing": { build: (smoothing) => m.mix({ smoothing }), ...share },
  "choose weights": {
    build: (weights: readonly number[]) => m.choose(...weights.map((weight) => [weight, m.flat()] as const)),
    refused: [[], [0, 0], [-1, 2], [NaN, 1], [Infinity, 1]],
    taken: [[1], [0, 2]],
  } as Range,
  "chooseRecipe weights": {
    build: (weights: readonly number[]) =>
      m.chooseRecipe(...weights.map((weight) => [weight, m.mixup()] as const)),
    refused: [[], [0, 0], [-1, 2], [NaN, 1], [Infinity, 1]],
    taken: [[1], [0, 2]],
  } as Range,
  "choose options": { build: masks, refused: [m.perBatch(m.box())], taken: [m.box()] },
  withProbability: { build: (probability) => m.withProbability(probability, m.mixup()), ...share },
  "saliencymix scope": {
    build: (scope) => m.saliencymix({ scope }),
    refused: ["batch"],
    taken: ["sample", "batch-first"],
  },
  "draw samples": { build: (samples) => drawn({ samples }), refused: [-1, 1.5], taken: [0, 1] },
  "draw height": { build: (height) => drawn({ height }), refused: [0, 1.5], taken: [1] },
  "draw width": { build: (width) => drawn({ width }), refused: [0, 1.5], taken: [1] },
  "draw pool": { build: (pool) => drawn({ pool }), refused: [0, 1, 2.5], taken: [2] },
  "draw step": { build: (step) => drawn({ step }), refused: [-1, 0.5], taken: [0, 7] },
  "draw ids": { build: (ids) => drawn({ ids }), refused: [[1], [1, 2, 3]], taken: [[5, 9]] },
  "draw ids of a pool": { build: (ids) => drawn({ pool: 5, ids }), refused: [[0, 5]], taken: [[4, 0]] },
  "a drawn number": {
    build: (value) => drawn({}, { ...m.flat(), draw: () => [value] }),
    refused: [NaN, Infinity, -Infinity],
    taken: [0, 1],
  },
};

for (const [name, { build, refused, taken }] of Object.entries(ranges)) {
  Deno.test(`what is out of range is refused, and what is just within is taken: ${name}`, () => {
    for (const value of refused) {
      const { message } = assertThrows(() => build(value as never), RangeError, "Cannot ", `${value}`);
      const told = typeof value === "number" || typeof value === "string" ? `${value}` : "";
      assertStringIncludes(message, told);
      assertStringIncludes(message, ", current value is ");
    }
    for (const value of taken) build(value as never);
  });
}

Deno.test("sometimes() refuses a change that does more than wrap the mask", () => {
  for (const neutral of [[], [0, 0]]) {
    const odd: m.MaskChange = (mask) => ({
      ...mask,
      name: `${mask.name} > odd`,
      params: mask.params + 1,
      neutral,
    });
    assertThrows(() => m.sometimes(0.5, odd)(m.box()), RangeError, "the change must wrap the mask");
  }
});

Deno.test("a mask that draws nothing, and a choice of nothing, are refused for that", () => {
  const nothing = () => m.defineMask("nothing", { draw: () => ({}), pixel: () => m.lit(1) });
  assertThrows(nothing, RangeError, "draw() must give at least one value");
  for (const build of [() => m.choose(), () => m.chooseRecipe()]) {
    assertThrows(build, RangeError, "there must be at least one option, current value is 0");
  }
});
