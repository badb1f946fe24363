import { assertAlmostEquals, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  bits,
  categorical,
  dirichletShares,
  fold,
  integer,
  key,
  logGamma,
  normalPair,
  permutation,
  uniform,
  uniformBetween,
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

Deno.test("the two numbers of a normal pair are standard normal and uncorrelated", () => {
  const pairs = drawMany(count, 3, (from) => normalPair(from));
  const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
  for (const values of [a, b]) {
    assertAlmostEquals(mean(values), 0, 4 / Math.sqrt(count));
    assertAlmostEquals(variance(values), 1, 4 * Math.sqrt(2 / count));
    assertAlmostEquals(values.filter((value) => Math.abs(value) < 1).length / count, 0.6827, 0.014);
  }
  assertAlmostEquals(covariance(a, b), 0, 4 / Math.sqrt(count));
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
