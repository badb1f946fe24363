// Taken from nowhere but this code: these goldens only stop silent change. Where a change is meant, write the new values.
import { assertEquals } from "@std/assert";
import * as m from "../../mod.ts";

const rounded = (values: ArrayLike<number>) => Array.from(values, (value) => Math.round(value * 1e4) / 1e4);

Deno.test("noreg: the first numbers of a key", () => {
  assertEquals(m.fold(m.key(42), 7), { hi: 2547012911, lo: 1371500959 });
  assertEquals(rounded([m.uniform(m.key(42))]), [0.9618]);
});

Deno.test("noreg: the plan of CutMix", () => {
  const { partner, params } = m.draw(m.cutmix(), m.key(42), { samples: 3, height: 8, width: 12 }).passes[0]!;
  assertEquals([...partner], [1, 2, 0]);
  assertEquals([...params], [2, 13, -3, 5, 4, 15, 0, 8, 2, 12, 1, 7]);
});

Deno.test("noreg: the plan of MiAMix through views", () => {
  const recipe = m.withViews(m.cropAndFlip())(m.miamix());
  const { partner, views, params, noise } = m.draw(recipe, m.key(42), { samples: 4, height: 8, width: 8 })
    .passes[0]!;
  assertEquals([...partner], [2, 2, 3, 2]);
  assertEquals([...views].slice(0, 12), [1, 4, 0, 3, -4, 0, -1, -1, 0, -3, 3, 0]);
  assertEquals(rounded(params.subarray(0, 14)), [
    1,
    2,
    0,
    0,
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    0,
    0.9375,
    0,
  ]);
  assertEquals([params.length, noise.length], [128, 2]);
});
