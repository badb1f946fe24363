import { assertAlmostEquals, assertEquals } from "@std/assert";
import { pipe } from "fp-ts/function";
import * as m from "../../mod.ts";
import { chiSquared, countsOf, mean, smirnov } from "../random/statistics.ts";
import { rendered } from "../mask/rendered.ts";

/** The label weights of so many samples. */
function lambdas(recipe: m.Recipe, samples: number, side = 32): readonly number[] {
  const { lambda } = m.cpu(
    m.lower(recipe),
    m.draw(recipe, m.key(7), { samples, height: side, width: side }),
    {
      images: new Float32Array(samples * side * side),
      shape: [samples, side, side, 1],
      labels: new Uint8Array(samples),
      classes: 1,
    },
  );
  return [...lambda];
}

/** MiAMix of which every mask has the mean that was asked for: boxes are inside, and nothing is bent. */
function calibrated(layers: number): m.Recipe {
  return pipe(
    m.pair(m.anyone({ self: 0.1 })),
    m.sampleRatios(m.dirichlet({ layers })),
    m.mask(m.choose(
      [2, m.flat()],
      [1, m.box({ placement: "inside" })],
      [1, m.fourier()],
      [1, m.grid()],
      [1, m.gaussian({ covariance: "random" })],
    )),
    m.merge(m.product()),
    m.mix(),
  );
}

Deno.test("the merged share of calibrated masks is .50 on average for one layer, and .55 for two", () => {
  for (const [layers, expected] of [[1, 0.5], [2, 0.55]] as const) {
    assertAlmostEquals(mean(lambdas(calibrated(layers), 2000)), expected, 0.02);
  }
});

Deno.test("the merged share of MiAMix as published is .538 on average for one layer, and .582 for two", () => {
  for (const [layers, expected] of [[1, 0.538], [2, 0.582]] as const) {
    const average = mean(lambdas(m.miamix({ layers }), 2000));
    assertAlmostEquals(average, expected, 0.02);
    // Were a ratio the anchor's share of a layer, two layers would leave the anchor .05.
    assertEquals(average > 0.4, true);
  }
});

Deno.test("layers sum to the share that was asked for, where they do not overlap and are summed", () => {
  const summed = pipe(
    m.pair(m.anyone()),
    m.sampleRatios(m.dirichlet({ layers: 2 })),
    m.mask(m.flat()),
    m.merge(m.sum()),
    m.mix(),
  );
  const plan = m.draw(summed, m.key(7), { samples: 500, height: 1, width: 1 }).passes[0]!;
  for (const [n, share] of lambdas(summed, 500, 1).entries()) {
    const [, first, , second] = plan.params.subarray(4 * n, 4 * n + 4);
    assertAlmostEquals(share, 1 - first! - second!, 1e-6);
  }
});

Deno.test("MiAMix of Mixup alone and one layer is Mixup: the same law of λ, the same in every pixel", () => {
  const recipe = m.miamix({ weights: [1, 0, 0, 0, 0], layers: 1 });
  const shares = lambdas(recipe, 4000, 2);
  assertEquals(smirnov(shares, (share) => share) < 1.95, true);
  const { masks } = m.cpu(m.lower(recipe), m.draw(recipe, m.key(7), { samples: 9, height: 4, width: 4 }), {
    images: new Float32Array(144),
    shape: [9, 4, 4, 1],
    labels: new Uint8Array(9),
    classes: 1,
  });
  for (const [i, share] of masks.entries()) assertEquals(share, masks[Math.floor(i / 16) * 16]);
});

Deno.test("MiAMix of CutMix alone, one layer, unbent, is CutMix: the same law of λ", () => {
  const ours = lambdas(m.miamix({ weights: [0, 1, 0, 0, 0], layers: 1, bend: 0, soften: 0 }), 6000, 16);
  const theirs = lambdas(m.cutmix(), 6000, 16);
  const below = (value: number) => theirs.filter((share) => share <= value).length / theirs.length;
  for (const value of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    assertAlmostEquals(ours.filter((share) => share <= value).length / ours.length, below(value), 0.04);
  }
  assertAlmostEquals(mean(ours), mean(theirs), 0.02);
});

Deno.test("MiAMix meets itself as often as asked, and always with a whole label", () => {
  const samples = 4000;
  const [{ partner }] = m.draw(m.miamix(), m.key(1), { samples, height: 1, width: 1 }).passes as [m.PassPlan];
  const itself = partner.filter((place, n) => place === n).length / samples;
  assertAlmostEquals(itself, 0.1, 4 * Math.sqrt(0.09 / samples));
});

Deno.test("MiAMix takes its masks by weight, independently for every layer", () => {
  const samples = 4000, recipe = m.miamix({ layers: 2 });
  const { params } = m.draw(recipe, m.key(3), { samples, height: 4, width: 4 }).passes[0]!;
  const stride = params.length / samples, layer = stride / 2;
  const taken = (offset: number) =>
    Array.from({ length: samples }, (_, n) => params[n * stride + offset + 1]!);
  const [first, second] = [taken(0), taken(layer)];
  for (const masks of [first, second]) {
    const statistic = chiSquared(countsOf(masks, 5), [2, 1, 1, 1, 1].map((weight) => weight / 6));
    assertEquals(statistic < 23.5, true, `χ² of 4 degrees is ${statistic}`);
  }
  const equal = first!.filter((mask, n) => mask === second![n]).length / samples;
  assertAlmostEquals(equal, 8 / 36, 4 * Math.sqrt(8 / 36 * 28 / 36 / samples));
});

Deno.test("bending and softening move the share of a mask by less than .02, and on average by less than .005", () => {
  const change = (mask: m.Mask) => m.smooth()(m.shear()(m.rotate()(mask)));
  for (const mask of [m.fourier(), m.grid()]) {
    for (const ratio of [0.2, 0.5]) {
      const [plain, bent] = [mask, change(mask)].map((each) => rendered(each, ratio, [300, 32, 32]).shares);
      const moved = Float64Array.from(plain!, (share, n) => bent![n]! - share);
      assertAlmostEquals(mean(moved), 0, 0.005, `${mask.name} at ${ratio}`);
      assertEquals(
        mean(moved.map(Math.abs)) < 0.02,
        true,
        `${mask.name} at ${ratio}: ${mean(moved.map(Math.abs))}`,
      );
    }
  }
});
