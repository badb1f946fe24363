import { assertEquals, assertNotEquals } from "@std/assert";
import { flow, pipe } from "fp-ts/function";
import * as m from "../../mod.ts";

const shape = { samples: 40, height: 12, width: 12 };
const from = m.key(99);

interface Parts {
  readonly pairing: m.Pairing;
  readonly view: m.View;
  readonly law: m.RatioLaw;
  readonly mask: m.Mask;
  readonly rule: m.MergeRule;
  readonly options: m.MixOptions;
}

const parts: Parts = {
  pairing: m.anyone({ self: 0.1 }),
  view: m.cropAndFlip(),
  law: m.beta({ alpha: 0.7 }),
  mask: m.choose([1, m.box()], [1, m.gaussian()]),
  rule: m.product(),
  options: {},
};

/** The plan of the first pass of a recipe of these parts but for some. */
function planOf(changed: Partial<Parts> = {}): m.PassPlan {
  const { pairing, view, law, mask, rule, options } = { ...parts, ...changed };
  const recipe = pipe(
    m.pair(pairing, view),
    m.sampleRatios(law),
    m.mask(mask),
    m.merge(rule),
    m.mix(options),
  );
  return m.draw(recipe, from, shape).passes[0]!;
}

/** The drawn numbers of every sample. */
function rowsOf({ params }: m.PassPlan): readonly (readonly number[])[] {
  const width = params.length / shape.samples;
  return Array.from({ length: shape.samples }, (_, n) => [...params.subarray(n * width, (n + 1) * width)]);
}

const plain = planOf();

Deno.test("another pairing leaves the views and the masks alone", () => {
  const { partner, ...rest } = planOf({ pairing: m.shuffled() });
  const { partner: before, ...expected } = plain;
  assertEquals(rest, expected);
  assertNotEquals(partner, before);
});

Deno.test("another view leaves the partners and the masks alone", () => {
  const { views, ...rest } = planOf({ view: m.identityView() });
  const { views: before, ...expected } = plain;
  assertEquals(rest, expected);
  assertNotEquals(views, before);
});

Deno.test("another merge leaves the whole plan alone", () => {
  assertEquals(planOf({ rule: m.sum() }), plain);
});

Deno.test("another rule for labels leaves everything else alone", () => {
  const { lambda: _, smoothing: __, ...rest } = planOf({ options: { labels: "orig", smoothing: 0.1 } });
  const { lambda: ___, smoothing: ____, ...expected } = plain;
  assertEquals(rest, expected);
});

Deno.test("a change of the mask goes before what the mask draws and leaves it alone", () => {
  const change = flow(m.rotate(), m.shear(), m.smooth());
  for (const mask of [m.box(), m.grid(), m.gaussian()]) {
    const before = planOf({ mask }), after = planOf({ mask: change(mask) });
    const width = rowsOf(before)[0]!.length;
    assertEquals(rowsOf(after).map((row) => row.slice(-width)), rowsOf(before));
    assertEquals([after.partner, after.views], [before.partner, before.views]);
  }
});

Deno.test("a change of a choice changes its options and leaves what is chosen alone", () => {
  const changed = planOf({ mask: m.rotate()(parts.mask) });
  assertEquals(rowsOf(changed).map(([index]) => index), rowsOf(plain).map(([index]) => index));
});

Deno.test("another law of ratios leaves the partners, the views, and the places of boxes alone", () => {
  const [few, many] = [0.2, 0.3].map((ratio) => planOf({ law: m.fixed(ratio), mask: m.gaussian() }));
  assertEquals([few!.partner, few!.views], [many!.partner, many!.views]);
  assertEquals(rowsOf(few!).map(([cx, cy]) => [cx, cy]), rowsOf(many!).map(([cx, cy]) => [cx, cy]));
});

Deno.test("the weights of a choice only choose: what an option draws does not depend on them", () => {
  const before = rowsOf(plain), after = rowsOf(planOf({ mask: m.choose([1, m.box()], [9, m.gaussian()]) }));
  let moved = 0;
  for (const [n, row] of after.entries()) {
    if (row[0] === before[n]![0]) assertEquals(row, before[n]);
    else moved++;
  }
  assertEquals(moved > 0 && moved < shape.samples, true);
});

Deno.test("an option more leaves what the other options draw alone", () => {
  const rows = (mask: m.Mask) => rowsOf(planOf({ mask }));
  const before = rows(parts.mask);
  for (const [n, row] of rows(m.choose([1, m.box()], [1, m.gaussian()], [1, m.grid()])).entries()) {
    if (row[0] === before[n]![0]) assertEquals(row, before[n]);
  }
});

Deno.test("a second layer leaves what the first one draws alone", () => {
  const layersOf = (layers: number): m.RatioLaw => ({
    ...m.fixed(0.3),
    layers: 2,
    draw: () => Array<number>(layers).fill(0.3),
  });
  const [one, two] = [1, 2].map((layers) => rowsOf(planOf({ law: layersOf(layers) })));
  const half = one![0]!.length / 2;
  assertEquals(one!.map((row) => row.slice(0, half)), two!.map((row) => row.slice(0, half)));
  assertNotEquals(two!.map((row) => row.slice(half)), two!.map((row) => row.slice(0, half)));
});

Deno.test("the probability of a change decides only whether it is applied", () => {
  const rows = (probability: number) =>
    rowsOf(planOf({ mask: m.sometimes(probability, m.rotate())(m.box()) }));
  const [always, often] = [rows(1), rows(0.5)];
  for (const [n, row] of often.entries()) {
    assertEquals(row.slice(4), always[n]!.slice(4));
    if (row[0] !== 1) assertEquals(row, always[n]);
  }
});

Deno.test("the weights of a choice of recipes only choose", () => {
  const chosen = (first: number) =>
    m.draw(m.chooseRecipe([first, m.cutmix()], [1, m.gmix()]), from, shape).passes[0]!;
  const [before, after] = [chosen(1), chosen(3)];
  for (const [n, row] of rowsOf(after).entries()) {
    if (row[0] !== rowsOf(before)[n]![0]) continue;
    assertEquals(row, rowsOf(before)[n]);
    assertEquals(after.partner[n], before.partner[n]);
  }
});

Deno.test("one draw a batch is shared by its samples and leaves the other stages alone", () => {
  const { params, ...rest } = planOf({ law: m.perBatch(parts.law), mask: m.perBatch(parts.mask) });
  const { params: _, ...expected } = plain;
  assertEquals(rest, expected);
  const rows = rowsOf({ ...rest, params });
  assertEquals(rows, rows.map(() => rows[0]!));
});

Deno.test("what a sample draws does not depend on which others are drawn, in every layer", () => {
  const recipe = m.withViews(m.cropAndFlip())(m.miamix({ weights: [1, 1, 0, 1, 1] }));
  const at = (ids: readonly number[]) => {
    const plan = m.draw(recipe, from, { ...shape, samples: ids.length, ids, pool: 40 }).passes[0]!;
    const rows = (table: ArrayLike<number>) => {
      const each = table.length / ids.length;
      return ids.map((_, n) => Array.from({ length: each }, (_, i) => table[n * each + i]!));
    };
    return [rows(plan.params), rows(plan.views), rows(plan.partner)] as const;
  };
  const ids = [3, 17, 4, 38, 20, 11, 0, 29], [params, views, partners] = at(ids);
  for (const [n, id] of ids.entries()) assertEquals(at([id]), [[params[n]!], [views[n]!], [partners[n]!]]);
});

Deno.test("a choice of recipes has the passes of its longest option", () => {
  const twice = m.andThen(m.cutmix())(m.mixup());
  for (const options of [[m.mixup(), twice], [twice, m.mixup()]]) {
    const recipe = m.chooseRecipe(...options.map((option) => [1, option] as const));
    assertEquals(m.lower(recipe).length, 2);
    assertEquals(m.draw(recipe, from, shape).passes.length, 2);
  }
});
