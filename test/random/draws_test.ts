import { assertAlmostEquals, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { normalQuantile } from "../../src/math/mod.ts";
import {
  bits,
  categorical,
  dirichletShares,
  fold,
  integer,
  key,
  logGamma,
  normal,
  permutation,
  uniform,
  uniformBetween,
  wordsInto,
} from "../../src/random/mod.ts";
import { chiSquared, countsOf, covariance, drawMany, mean, smirnov, variance } from "./statistics.ts";

const count = 20_000;

Deno.test("uniform numbers are in [0, 1), uniform, and independent of their neighbours", () => {
  const values = drawMany(count, 1, (from) => uniform(from));
  assertEquals(values.every((value) => value >= 0 && value < 1), true);
  assertEquals(smirnov(values, (value) => value) < 1.95, true);
  assertAlmostEquals(covariance(values.slice(1), values.slice(0, -1)), 0, 4 / 12 / Math.sqrt(count));
  const draws = Array.from({ length: count }, (_, i) => uniform(key(1), i));
  assertEquals(smirnov(draws, (value) => value) < 1.95, true);
});

Deno.test("a uniform number between two is between them", () => {
  const values = drawMany(2000, 2, (from) => uniformBetween(from, -3, 5));
  assertEquals(values.every((value) => value >= -3 && value < 5), true);
  assertAlmostEquals(mean(values), 1, 4 * 8 / Math.sqrt(12 * 2000));
});

Deno.test("normal numbers are standard normal, out into the tails, and uncorrelated with their neighbours", () => {
  const words = new Int32Array(1_000_000);
  wordsInto(words, key(3));
  const many = Float64Array.from(words, normalQuantile), root = Math.sqrt(many.length);
  const few = drawMany(count, 3, (from) => normal(from)),
    pairs = drawMany(count, 3, (from) => normal(from, 1));
  for (const values of [many, few, pairs]) {
    const spread = 4 / Math.sqrt(values.length);
    assertAlmostEquals(mean(values), 0, spread);
    assertAlmostEquals(variance(values), 1, spread * Math.sqrt(2));
    assertAlmostEquals(mean(Float64Array.from(values, (value) => value ** 4)), 3, spread * Math.sqrt(96));
  }
  for (
    const [edge, share] of [[0.5, 0.617075], [1, 0.317311], [2, 0.0455003], [3, 0.0026998], [4, 6.334e-5]]
  ) {
    const beyond = mean(many.map((value) => Math.abs(value) > edge! ? 1 : 0));
    assertAlmostEquals(beyond, share!, 4 * Math.sqrt(share!) / root, `beyond ${edge}`);
  }
  assertAlmostEquals(covariance(few, pairs), 0, 4 / Math.sqrt(count));
  assertAlmostEquals(covariance(many.subarray(1), many.subarray(0, -1)), 0, 4 / root);
});

for (const shape of [0.2, 1, 2.5, 9]) {
  Deno.test(`a gamma variate of shape ${shape} has its mean and variance: ${shape} is a shape and not a rate`, () => {
    const values = drawMany(count, 4, (from) => Math.exp(logGamma(from, shape)));
    assertAlmostEquals(mean(values), shape, 4 * Math.sqrt(shape / count));
    assertAlmostEquals(variance(values), shape, 4 * shape * Math.sqrt((2 + 6 / shape) / count));
  });
}

Deno.test("the logarithm of a gamma variate of a tiny shape is finite", () => {
  for (const log of drawMany(5000, 5, (from) => logGamma(from, 0.001))) {
    assertEquals(Number.isFinite(log), true);
  }
});

Deno.test("Dirichlet shares are in [0, 1], sum to 1, and have the means of their concentrations", () => {
  const drawn = drawMany(count, 6, (from) => dirichletShares(from, [0.5, 1, 2.5]));
  for (const shares of drawn) {
    assertAlmostEquals(shares.reduce((sum, share) => sum + share, 0), 1, 1e-12);
    assertEquals(shares.every((share) => share >= 0 && share <= 1), true);
  }
  for (const [j, expected] of [0.125, 0.25, 0.625].entries()) {
    const deviation = Math.sqrt(expected * (1 - expected) / 5);
    assertAlmostEquals(mean(drawn.map((shares) => shares[j]!)), expected, 4 * deviation / Math.sqrt(count));
  }
});

Deno.test("Dirichlet shares of whole concentrations follow the law, each as Beta says", () => {
  const laws: readonly (readonly [number[], ((share: number) => number)[]])[] = [
    [[1, 1], [(x) => x, (x) => x]],
    [[1, 1, 2], [(x) => 1 - (1 - x) ** 3, (x) => 1 - (1 - x) ** 3, (x) => 3 * x ** 2 - 2 * x ** 3]],
    [[2, 2], [(x) => 3 * x ** 2 - 2 * x ** 3, (x) => 3 * x ** 2 - 2 * x ** 3]],
  ];
  for (const [concentrations, cumulative] of laws) {
    const drawn = drawMany(count, 6, (from) => dirichletShares(from, concentrations));
    for (const shares of drawn) assertAlmostEquals(shares.reduce((sum, share) => sum + share, 0), 1, 1e-12);
    for (const [j, law] of cumulative.entries()) {
      assertEquals(smirnov(drawn.map((shares) => shares[j]!), law) < 1.95, true, `${concentrations}, ${j}`);
    }
  }
  const drawn = drawMany(count, 6, (from) => dirichletShares(from, [1, 1, 2]));
  const [first, second] = [0, 1].map((j) => drawn.map((shares) => shares[j]!));
  assertAlmostEquals(covariance(first!, second!), -1 / (16 * 5), 4 * 0.04 / Math.sqrt(count));
});

Deno.test("categories are drawn in proportion to their weights, and one of weight 0 never", () => {
  const weights = [2, 0, 1, 1, 0.5, 0], total = 4.5;
  const counts = countsOf(drawMany(count, 7, (from) => categorical(from, weights)), 6);
  assertEquals([counts[1], counts[5]], [0, 0]);
  const drawn = [0, 2, 3, 4];
  const statistic = chiSquared(drawn.map((i) => counts[i]!), drawn.map((i) => weights[i]! / total));
  assertEquals(statistic < 21.1, true, `χ² of 3 degrees is ${statistic}`);
});

Deno.test("integers are uniform and below their count", () => {
  const counts = countsOf(drawMany(count, 8, (from) => integer(from, 7)), 7);
  assertEquals(counts.length, 7);
  assertEquals(chiSquared(counts, Array<number>(7).fill(1 / 7)) < 27.9, true);
});

Deno.test("a permutation holds every place once, and each of the 24 orders of 4 is as likely", () => {
  const orders = drawMany(12_000, 9, (from) => permutation(from, 4));
  const names = [...new Set(orders.map((order) => order.join("")))].sort();
  assertEquals(names.length, 24);
  for (const order of orders) assertEquals([...order].sort(), [0, 1, 2, 3]);
  const counts = countsOf(orders.map((order) => names.indexOf(order.join(""))), 24);
  assertEquals(chiSquared(counts, Array<number>(24).fill(1 / 24)) < 58, true);
});

Deno.test("keys of different labels and of different parents are unrelated", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
      fc.pre(a !== b);
      assertNotEquals(fold(key(1), a), fold(key(1), b));
      assertNotEquals(fold(key(a), 1), fold(key(b), 1));
      assertNotEquals(fold(fold(key(1), a), b), fold(fold(key(1), b), a));
      assertNotEquals(bits(key(a)), bits(key(b)));
    }),
    { seed: 3, numRuns: 300 },
  );
});

Deno.test("a seed or a label that is not an integer in [0, 2^53) is refused", () => {
  for (const value of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    assertThrows(
      () => key(value),
      RangeError,
      `Cannot make key(): seed must be an integer in [0, 2^53), current value is ${value}`,
    );
    assertThrows(() => fold(key(0), value), RangeError, `label must be an integer in [0, 2^53)`);
  }
});
