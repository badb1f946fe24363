import { assertAlmostEquals, assertEquals } from "@std/assert";
import { beta, dirichlet, fixed, perBatch, type RatioLaw } from "../../mod.ts";
import { covariance, drawMany, mean, smirnov, variance } from "../random/statistics.ts";
import { ratioLaws } from "../table.ts";

const count = 20_000;

function drawn(law: RatioLaw, seed: number): readonly (readonly number[])[] {
  return drawMany(count, seed, (from) => law.draw(from));
}

for (const { name, build } of ratioLaws) {
  Deno.test(`ratios are in [0, 1] and sum to at most 1: ${name}`, () => {
    const law = build();
    for (const ratios of drawn(law, 1)) {
      assertEquals(ratios.length >= 1 && ratios.length <= law.layers, true);
      assertEquals(ratios.every((ratio) => ratio >= 0 && ratio <= 1), true);
      assertEquals(ratios.reduce((sum, ratio) => sum + ratio, 0) <= 1 + 1e-12, true);
    }
  });
}

for (const alpha of [0.2, 0.5, 1, 2, 8]) {
  Deno.test(`beta(${alpha}) has the mean 1/2 and the variance 1 / 4(2α + 1)`, () => {
    const ratios = drawn(beta({ alpha }), 2).map(([ratio]) => ratio!);
    const expected = 1 / (4 * (2 * alpha + 1));
    assertAlmostEquals(mean(ratios), 0.5, 4 * Math.sqrt(expected / count));
    assertAlmostEquals(variance(ratios), expected, 4 * expected / Math.sqrt(count));
  });
}

Deno.test("beta(1) is uniform", () => {
  const ratios = drawn(beta(), 3).map(([ratio]) => ratio!);
  assertEquals(smirnov(ratios, (ratio) => ratio) < 1.95, true);
  assertAlmostEquals(ratios.filter((ratio) => ratio > 0.3 && ratio < 0.7).length / count, 0.4, 0.014);
});

Deno.test("the smaller share of beta(0.2), beta(1) and beta(2) has the known mean", () => {
  for (const [alpha, expected] of [[0.2, 0.101], [1, 0.25], [2, 0.3125]] as const) {
    const smaller = drawn(beta({ alpha }), 4).map(([ratio]) => Math.min(ratio!, 1 - ratio!));
    assertAlmostEquals(mean(smaller), expected, 0.005);
  }
});

for (const alpha of [0.01, 0.05]) {
  Deno.test(`beta(${alpha}) is finite, and at an end nearly always`, () => {
    const ratios = drawn(beta({ alpha }), 5).map(([ratio]) => ratio!);
    assertEquals(ratios.every(Number.isFinite), true);
    assertAlmostEquals(mean(ratios), 0.5, 4 * 0.5 / Math.sqrt(count));
    assertEquals(ratios.filter((ratio) => ratio < 0.01 || ratio > 0.99).length / count > 0.75, true);
  });
}

for (const alpha of [0.5, 1, 2]) {
  for (const k of [1, 2, 3]) {
    Deno.test(`dirichlet(${alpha}) of ${k} layers leaves the anchor a share of the law Beta(kα, kα)`, () => {
      const ratios = drawn(dirichlet({ alpha, layers: k }), 6);
      const anchors = ratios.map((shares) => shares.reduce((rest, share) => rest - share, 1));
      const expected = 1 / (4 * (2 * k * alpha + 1));
      assertAlmostEquals(mean(anchors), 0.5, 4 * Math.sqrt(expected / count));
      assertAlmostEquals(variance(anchors), expected, 4 * expected / Math.sqrt(count));
      for (let j = 0; j < k; j++) {
        assertAlmostEquals(mean(ratios.map((shares) => shares[j]!)), 1 / (2 * k), 0.01);
      }
      if (k === 1) return;
      const [first, second] = [ratios.map(([a]) => a!), ratios.map(([, b]) => b!)];
      assertEquals(covariance(first, second) < 0, true);
    });
  }
}

Deno.test("numbers of layers are drawn equally often", () => {
  const lengths = drawn(dirichlet({ layers: [1, 2, 4] }), 7).map((ratios) => ratios.length);
  for (const k of [1, 2, 4]) {
    assertAlmostEquals(
      lengths.filter((length) => length === k).length / count,
      1 / 3,
      4 * 0.471 / Math.sqrt(count),
    );
  }
});

Deno.test("a fixed ratio is what it is, and perBatch changes nothing but the scope", () => {
  assertEquals(drawn(fixed(0.3), 8).every(([ratio]) => ratio === 0.3), true);
  assertEquals(drawn(perBatch(beta()), 9), drawn(beta(), 9));
  assertEquals([perBatch(beta()).scope, perBatch(beta()).name], ["batch", "perBatch(beta(1))"]);
});
