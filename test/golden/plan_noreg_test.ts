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
  assertEquals([...partner], [1, 0, 0]);
  assertEquals([...params], [4, 13, 1, 7, -3, 7, -1, 5, -1, 11, -2, 5]);
});

Deno.test("noreg: the plan of MiAMix through views", () => {
  const recipe = m.withViews(m.cropAndFlip())(m.miamix());
  const { partner, views, params, noise } = m.draw(recipe, m.key(42), { samples: 12, height: 8, width: 8 })
    .passes[0]!;
  assertEquals([...partner], [2, 8, 2, 8, 10, 9, 11, 8, 3, 8, 0, 6]);
  assertEquals([...views].slice(0, 12), [0, 3, 0, 0, -3, 1, 3, -1, 0, 0, 4, 1]);
  const bump = [1, 4, 7.5, 1.5, -0.0517, -0.0079, -0.0238, 1, 0];
  assertEquals(rounded(params.subarray(17, 17 + bump.length)), bump);
  assertEquals([params.length, noise.length], [408, 1]);
  assertEquals(rounded(noise[0]!.amplitudes.subarray(0, 8)), [
    0,
    0,
    -0.0123,
    0.0091,
    0.0007,
    0.0304,
    -0.0088,
    0.0004,
  ]);
});
