import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as m from "../../mod.ts";
import { mixed, noiseBatch } from "../laws/batches.ts";
import { chiSquared, countsOf, mean, smirnov } from "../random/statistics.ts";
import { methods, recipeOf } from "../table.ts";

const samples = 6000;

/** The first number that every sample draws: which option a choice takes. */
function taken(recipe: m.Recipe): readonly number[] {
  const { params } = m.draw(recipe, m.key(11), { samples, height: 2, width: 2 }).passes[0]!;
  return Array.from({ length: samples }, (_, n) => params[n * params.length / samples]!);
}

/** A statistic of 3 degrees of freedom is above this once in 10,000 times; of 2 above 18.4, of 1 above 15.1. */
const RARE = 21.1;

Deno.test("RandomMix takes its methods by both published weightings", () => {
  for (const weights of [[1, 1, 1, 1], [3, 1, 1, 1]] as const) {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const statistic = chiSquared(
      countsOf(taken(m.randommix({ weights })), 4),
      weights.map((weight) => weight / sum),
    );
    assertEquals(statistic < RARE, true, `χ² is ${statistic} for ${weights}`);
  }
  const equally = (recipe: m.Recipe) => chiSquared(countsOf(taken(recipe), 4), [0.25, 0.25, 0.25, 0.25]);
  assertEquals(equally(m.randommix()), equally(m.randommix({ weights: [1, 1, 1, 1] })));
});

Deno.test("RandomMix never takes a method of weight 0, and with one weight alone is that method", () => {
  const counts = countsOf(taken(m.randommix({ weights: [3, 0, 1, 0] })), 4);
  assertEquals([counts[1], counts[3]], [0, 0]);
  assertEquals(chiSquared([counts[0]!, counts[2]!], [0.75, 0.25]) < 15.1, true);
  const batch = noiseBatch(m.key(1), [400, 8, 8, 1]);
  const share = (recipe: m.Recipe) => mean(Float64Array.from(mixed(recipe, m.key(2), batch).lambda));
  assertAlmostEquals(share(m.randommix({ weights: [0, 0, 1, 0] })), share(m.resizemix()), 0.05);
  assertThrows(() => m.randommix({ weights: [0, 0, 0, 0] }), RangeError, "a weight must be > 0");
});

Deno.test("RandomMix of a batch takes one method for all samples, by weight", () => {
  const recipe = m.randommix({ scope: "batch" }), batches = 2000;
  const takes = Array.from({ length: batches }, (_, seed) => {
    const { params } = m.draw(recipe, m.key(seed), { samples: 3, height: 2, width: 2 }).passes[0]!;
    const [first, second, third] = [0, 1, 2].map((n) => params[n * params.length / 3]!);
    assertEquals([second, third], [first, first]);
    return first!;
  });
  assertEquals(chiSquared(countsOf(takes, 4), [0.25, 0.25, 0.25, 0.25]) < RARE, true);
});

Deno.test("masks are chosen by weight, and one of weight 0 never", () => {
  const counts = countsOf(taken(recipeOf(m.choose([1, m.flat()], [0, m.grid()], [4, m.box()]))), 3);
  assertEquals(counts[1], 0);
  assertEquals(chiSquared([counts[0]!, counts[2]!], [0.2, 0.8]) < 15.1, true);
});

Deno.test("a sample is mixed with the asked probability, once: the share of mixed samples is binomial", () => {
  for (const probability of [0, 0.25, 0.5, 1]) {
    const recipe = m.withProbability(probability, recipeOf(m.flat(), m.fixed(0.5)));
    const { lambda } = mixed(recipe, m.key(5), noiseBatch(m.key(6), [samples, 1, 1, 1]));
    const rate = lambda.filter((share) => share !== 1).length / samples;
    assertAlmostEquals(rate, probability, 4 * Math.sqrt(probability * (1 - probability) / samples) + 1e-12);
  }
});

Deno.test("a probability of a probability is their product", () => {
  const recipe = m.withProbability(0.5, m.withProbability(0.5, recipeOf(m.flat(), m.fixed(0.5))));
  const { lambda } = mixed(recipe, m.key(5), noiseBatch(m.key(6), [samples, 1, 1, 1]));
  assertAlmostEquals(
    lambda.filter((share) => share !== 1).length / samples,
    0.25,
    4 * Math.sqrt(3 / 16 / samples),
  );
});

Deno.test("one choice a batch takes one option for all samples, each as often as its weight", () => {
  const recipe = m.perBatch(m.chooseRecipe([1, m.mixup()], [3, m.cutmix()]));
  const takes = Array.from({ length: 2000 }, (_, seed) => {
    const { params } = m.draw(recipe, m.key(seed), { samples: 3, height: 2, width: 2 }).passes[0]!;
    const [first, second, third] = [0, 1, 2].map((n) => params[n * params.length / 3]!);
    assertEquals([second, third], [first, first]);
    return first!;
  });
  assertAlmostEquals(mean(takes), 0.75, 4 * Math.sqrt(3 / 16 / 2000));
});

Deno.test("Mixup's share is uniform at α = 1, and symmetric at any α", () => {
  const shares = (alpha: number) => [
    ...mixed(m.mixup({ alpha }), m.key(8), noiseBatch(m.key(6), [samples, 1, 1, 1])).lambda,
  ];
  assertEquals(smirnov(shares(1), (share) => share) < 1.95, true);
  const rare = shares(0.3);
  assertAlmostEquals(
    rare.filter((share) => share < 0.2).length,
    rare.filter((share) => share > 0.8).length,
    250,
  );
});

Deno.test("vanilla gives images and labels back, whatever the key", () => {
  const batch = noiseBatch(m.key(1), [5, 4, 3, 3]);
  const { images, lambda, partner } = mixed(m.vanilla(), m.key(9), batch);
  assertEquals([images, lambda, partner], [
    batch.images,
    new Float32Array(5).fill(1),
    Uint32Array.of(0, 1, 2, 3, 4),
  ]);
});

Deno.test("every method says what it does, and describes its stages", () => {
  for (const { name, build } of methods) {
    assertEquals(m.methods[name]!.summary.length > 5, true);
    assertEquals(m.describe(build()).includes("sampleRatios"), true);
  }
});

Deno.test("the second recipe of a sequence mixes what the first one gave, partners too", () => {
  const half = recipeOf(m.flat(), m.fixed(0.5));
  const batch: m.Batch = {
    images: Float32Array.of(0, 1),
    shape: [2, 1, 1, 1],
    labels: Int32Array.of(0, 1),
    classes: 2,
  };
  const quarter = recipeOf(m.flat(), m.fixed(0.25));
  const { images, labels, lambda } = mixed(m.andThen(half)(quarter), m.key(1), batch);
  assertEquals([...images], [0.5, 0.5]);
  assertEquals([...labels], [0.5, 0.5, 0.5, 0.5]);
  assertEquals([...lambda], [0.5, 0.5]);
  assertEquals([...mixed(m.andThen(quarter)(quarter), m.key(1), batch).images], [0.375, 0.625]);
});

Deno.test("smoothing spreads a share of the label over all classes", () => {
  const batch: m.Batch = {
    images: Float32Array.of(1),
    shape: [1, 1, 1, 1],
    labels: Int32Array.of(2),
    classes: 4,
  };
  const { labels } = mixed(recipeOf(m.flat(), m.beta(), { smoothing: 0.2 }), m.key(1), batch);
  for (const [k, weight] of labels.entries()) assertAlmostEquals(weight, k === 2 ? 0.85 : 0.05, 1e-6);
});

Deno.test("labels as asked weigh the anchor by what the ratios leave, whatever the border clips", () => {
  const recipe = recipeOf(m.box(), m.fixed(0.7), { labels: "orig" });
  const { lambda } = mixed(recipe, m.key(2), noiseBatch(m.key(1), [6, 8, 8, 1]));
  for (const share of lambda) assertAlmostEquals(share, 0.3, 1e-6);
});

Deno.test("labels as asked weigh the anchor by what all layers leave, and not by the product of what each leaves", () => {
  const two: m.RatioLaw = { name: "two", layers: 2, scope: "sample", draw: () => [0.3, 0.5] };
  const { lambda } = mixed(
    recipeOf(m.flat(), two, { labels: "orig" }),
    m.key(2),
    noiseBatch(m.key(1), [3, 2, 2, 1]),
  );
  for (const share of lambda) assertAlmostEquals(share, 0.2, 1e-6);
});

Deno.test("in a sequence views and retouching are the first recipe's, and a pairing is of both", () => {
  const sequence = m.andThen(m.cutmix())(m.mixup());
  const changes = [
    m.withViews(m.cropAndFlip()),
    m.withRetouch(m.augmixChains()),
    m.withPairing(m.rolled()),
  ];
  assertEquals(changes.map((change) => m.describe(change(sequence))), [
    ...changes.slice(0, 2).map((change) => m.describe(m.andThen(m.cutmix())(change(m.mixup())))),
    m.describe(m.andThen(changes[2]!(m.cutmix()))(changes[2]!(m.mixup()))),
  ]);
});
