import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  dirichlet,
  lit,
  mask,
  merge,
  type MergeRule,
  mix,
  pair,
  product,
  sampleRatios,
  shuffled,
  sum,
} from "../../mod.ts";
import { pipe } from "fp-ts/function";
import { masks, merges } from "../table.ts";
import { cases, mixed } from "./batches.ts";
import { valueAt } from "./evaluate.ts";

const runs = { seed: 10, numRuns: 200 };
const share = fc.oneof(
  fc.constantFrom(0, 1, 0.5),
  fc.integer({ min: 0, max: 2 ** 20 }).map((value) => value / 2 ** 20),
);
const near = 1e-12;

/** The merged share of two. */
function joined(rule: MergeRule, a: number, b: number): number {
  return valueAt(rule.concat(lit(a), lit(b)), 0, 0);
}

for (const { name, build } of merges) {
  const rule = build();

  Deno.test(`merging by ${name} is commutative and associative, and stays in [0, 1]`, () => {
    fc.assert(
      fc.property(share, share, share, (a, b, c) => {
        assertEquals(joined(rule, a, b), joined(rule, b, a));
        const left = joined(rule, joined(rule, a, b), c), right = joined(rule, a, joined(rule, b, c));
        assertAlmostEquals(left, right, near);
        if (!(left >= 0 && left <= 1)) throw new Error(`${left} is not in [0, 1]`);
      }),
      runs,
    );
  });

  Deno.test(`the mask of ones is the unit of merging by ${name}, and the mask of zeros takes all`, () => {
    assertEquals(valueAt(rule.empty, 3, 4), 1);
    fc.assert(
      fc.property(share, (a) => {
        assertAlmostEquals(joined(rule, a, 1), a, near);
        assertAlmostEquals(joined(rule, 1, a), a, near);
        assertEquals(joined(rule, 0, a), 0);
      }),
      runs,
    );
  });
}

Deno.test("the product never leaves the anchor less than the sum", () => {
  fc.assert(
    fc.property(share, share, (a, b) => joined(product(), a, b) >= joined(sum(), a, b) - near),
    runs,
  );
});

Deno.test("the product of masks never leaves the anchor less than their sum, in every pixel of every mask", async (t) => {
  for (const { name, build } of masks) {
    const three = (rule: MergeRule) =>
      pipe(
        pair(shuffled()),
        sampleRatios(dirichlet({ layers: 3 })),
        mask(build()),
        merge(rule),
        mix(),
      );
    const [more, less] = [three(product()), three(sum())];
    await t.step(name, () =>
      fc.assert(
        fc.property(cases, ({ from, batch }) => {
          const { masks } = mixed(less, from, batch);
          return mixed(more, from, batch).masks.every((value, i) => value >= masks[i]! - 1e-6);
        }),
        { seed: 11, numRuns: 10 },
      ));
  }
});

Deno.test("one layer merges to itself, whatever the rule", async (t) => {
  for (const { name, build } of masks) {
    const one = (rule: MergeRule) =>
      pipe(pair(shuffled()), sampleRatios(dirichlet({ layers: 1 })), mask(build()), merge(rule), mix());
    const [byProduct, bySum] = [one(product()), one(sum())];
    await t.step(name, () =>
      fc.assert(
        fc.property(cases, ({ from, batch }) => {
          assertEquals(mixed(byProduct, from, batch), mixed(bySum, from, batch));
        }),
        { seed: 12, numRuns: 10 },
      ));
  }
});

Deno.test("a layer that is not drawn is the unit: one of at most three layers is the layer alone", () => {
  const atMost = (layers: readonly number[]) => ({
    ...dirichlet({ layers: [1] }),
    layers: Math.max(...layers),
  });
  for (const { build: rule } of merges) {
    for (const { build } of masks) {
      const alone = pipe(pair(shuffled()), sampleRatios(atMost([1])), mask(build()), merge(rule()), mix());
      const among = pipe(pair(shuffled()), sampleRatios(atMost([1, 3])), mask(build()), merge(rule()), mix());
      fc.assert(
        fc.property(cases, ({ from, batch }) => {
          const expected = mixed(alone, from, batch).masks;
          for (const [i, value] of mixed(among, from, batch).masks.entries()) {
            assertAlmostEquals(value, expected[i]!, 1e-6);
          }
        }),
        { seed: 13, numRuns: 4 },
      );
    }
  }
});
