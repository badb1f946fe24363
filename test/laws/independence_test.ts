import { assert } from "@std/assert";
import { pipe } from "fp-ts/function";
import * as m from "../../mod.ts";
import { chiSquared } from "../random/statistics.ts";

const samples = 2000;

/** Which quarter of a list each of its numbers is in; fewer parts, where there are few different numbers. */
function quarters(values: readonly number[]): readonly number[] {
  const kinds = [...new Set(values)].sort((a, b) => a - b);
  if (kinds.length <= 4) return values.map((value) => kinds.indexOf(value));
  const sorted = [...values].sort((a, b) => a - b);
  const bounds = [1, 2, 3].map((quarter) => sorted[Math.floor(quarter * values.length / 4)]!);
  return values.map((value) => bounds.filter((bound) => value >= bound).length);
}

/**
 * How far two lists are from independent: χ² of the table of their quarters. Of independent lists it is above 42 once in
 * about 300,000 (9 degrees of freedom).
 */
function dependence(a: readonly number[], b: readonly number[]): number {
  const [rows, columns] = [Math.max(...a) + 1, Math.max(...b) + 1];
  const counts = Array<number>(rows * columns).fill(0);
  for (const [n, row] of a.entries()) counts[row * columns + b[n]!]!++;
  const share = (list: readonly number[], kind: number) =>
    list.filter((one) => one === kind).length / list.length;
  const expected = counts.map((_, i) => share(a, Math.floor(i / columns)) * share(b, i % columns));
  return chiSquared(counts.filter((_, i) => expected[i]! > 0), expected.filter((one) => one > 0));
}

/** Demands that all lists are independent of each other, in pairs. */
function assertIndependent(lists: Readonly<Record<string, readonly number[]>>): void {
  const all = Object.entries(lists).map(([name, values]) => [name, quarters(values)] as const);
  for (const [i, [first, a]] of all.entries()) {
    assert(new Set(a).size > 1, `${first} is always the same`);
    for (const [second, b] of all.slice(0, i)) {
      const found = dependence(a, b);
      assert(found < 42, `${second} and ${first} are not independent: χ² is ${found}`);
    }
  }
}

/** The numbers of one kind that all samples drew. */
const column = (rows: readonly (readonly number[])[], place: number) => rows.map((row) => row[place]!);

/** The plan of the first pass, and its rows, of one mask through views. */
function drawn(mask: m.Mask, law: m.RatioLaw = m.beta(), side = 32) {
  const recipe = pipe(
    m.pair(m.anyone(), m.cropAndFlip()),
    m.sampleRatios(law),
    m.mask(mask),
    m.merge(m.product()),
    m.mix(),
  );
  const plan = m.draw(recipe, m.key(5), { samples, height: side, width: side }).passes[0]!;
  const rowsOf = (table: ArrayLike<number>) => {
    const each = table.length / samples;
    return Array.from(
      { length: samples },
      (_, n) => Array.from({ length: each }, (_, i) => table[n * each + i]!),
    );
  };
  const views = rowsOf(plan.views);
  const stages = {
    partner: Array.from(plan.partner, (partner, n) => (partner - n + samples) % samples),
    ...Object.fromEntries(
      ["dx", "dy", "flip", "partner's dx", "partner's dy", "partner's flip"]
        .map((name, place) => [name, column(views, place)]),
    ),
  };
  return { rows: rowsOf(plan.params), plan, stages };
}

Deno.test("partner, views, ratio, place of a box, and what turns, shears and smooths it are independent in pairs", () => {
  const coined = [m.rotate(), m.shear(), m.smooth()].map((change) => m.sometimes(0.5, change));
  for (
    const [change, names] of [
      [m.rotate(), ["cosine", "sine"]],
      [m.shear(), ["along x", "along y"]],
      [m.smooth(), ["radius"]],
      [(mask: m.Mask) => coined.reduce((inner, change) => change(inner), mask), []],
    ] as const
  ) {
    const mask = change(m.box()), { rows, stages } = drawn(mask);
    const [left, right, top, bottom] = [4, 3, 2, 1].map((back) => column(rows, rows[0]!.length - back));
    const middle = (start: readonly number[], end: readonly number[]) =>
      start.map((from, n) => from + Math.floor((end[n]! - from) / 2));
    // Of a turn the cosine tells how far, and the sine which way too: one of the two is enough.
    const own = names.filter((name) => name !== "cosine");
    assertIndependent({
      ...stages,
      side: right!.map((end, n) => end - left![n]!),
      "middle across": middle(left!, right!),
      "middle down": middle(top!, bottom!),
      ...Object.fromEntries(own.map((name) => [name, column(rows, names.indexOf(name as never))])),
      // Of changes on a coin: whether smoothed, sheared, and turned.
      ...(names.length === 0 && {
        smoothed: rows.map(([radius]) => radius === 0 ? 0 : 1),
        sheared: rows.map((row) => row[1] === 0 ? 0 : 1),
        turned: rows.map((row) => row[5] === 1 ? 0 : 1),
      }),
    });
  }
});

Deno.test("the numbers of a bump, of a lattice, of noise and of a shrunken box are independent in pairs, and of the stages", () => {
  const bump = drawn(m.gaussian({ covariance: "random", width: "unclipped" }), m.fixed(0.3));
  const forms = bump.rows.map(([, , xx, xy, yy]) => [xx!, xy!, yy!] as const);
  assertIndependent({
    ...bump.stages,
    "centre across": column(bump.rows, 0),
    "centre down": column(bump.rows, 1),
    length: forms.map(([xx, xy, yy]) => (xx + yy) ** 2 / (4 * xx * yy - xy ** 2)),
    direction: forms.map(([xx, xy, yy]) => Math.atan2(xy, xx - yy)),
  });

  const lattice = drawn(m.grid(), m.fixed(0.3), 6000);
  const phase = (axis: 0 | 1) => lattice.rows.map((row) => row[2 + axis]! / row[axis]!);
  assertIndependent({
    ...lattice.stages,
    period: column(lattice.rows, 0),
    "phase across": phase(0),
    "phase down": phase(1),
  });

  // Of one period, whose holes have sides that differ.
  const oblong = lattice.rows.filter((row) => row[0] === 2000);
  assertIndependent({
    "phase across": oblong.map((row) => row[2]! / row[0]!),
    "phase down": oblong.map((row) => row[3]! / row[1]!),
    turned: oblong.map((row) => row[4]! > row[5]! ? 1 : 0),
  });

  const noise = drawn(m.fourier(), m.fixed(0.37 + 0.5 / 1024));
  const waves = noise.plan.noise[0]!.amplitudes.length;
  const some = [0.6, 0.7, 0.8, 0.9].map((share) => Math.floor(share * waves));
  assertIndependent({
    ...noise.stages,
    level: column(noise.rows, 1),
    ...Object.fromEntries(
      some.map((wave) => [`wave ${wave}`, noise.plan.noise.map(({ amplitudes }) => amplitudes[wave]!)]),
    ),
  });

  const small = drawn(m.thumbnail({ placement: "inside" }), m.fixed(0.25));
  assertIndependent({ ...small.stages, left: column(small.rows, 0), top: column(small.rows, 2) });
});

Deno.test("what is chosen, how many layers there are, and what each layer draws are independent in pairs", () => {
  const mask = m.choose([1, m.box()], [1, m.grid()]), law = m.dirichlet({ layers: [1, 2] });
  const { rows, stages } = drawn(mask, law), own = rows[0]!.length / 2;
  assertIndependent({ ...stages, layers: column(rows, own), first: column(rows, 1) });
  const both = drawn(mask, m.dirichlet({ layers: 2 })).rows;
  assertIndependent({ first: column(both, 1), second: column(both, own + 1) });
  const boxes = drawn(m.box({ placement: "inside" }), {
    ...m.fixed(0.25),
    layers: 2,
    draw: () => [0.25, 0.25],
  });
  assertIndependent(
    Object.fromEntries([1, 3, 6, 8].map((place) => [`edge ${place}`, column(boxes.rows, place)])),
  );
});

Deno.test("a chosen recipe, its partner and its ratio are independent in pairs", () => {
  const recipe = m.chooseRecipe([1, m.mixup()], [1, m.mixup()]);
  const { partner, params } = m.draw(recipe, m.key(8), { samples, height: 4, width: 4 }).passes[0]!;
  const places = Array.from({ length: samples }, (_, n) => n);
  assertIndependent({
    option: places.map((n) => params[2 * n]!),
    ratio: places.map((n) => params[2 * n + 1]!),
    partner: places.map((n) => (partner[n]! - n + samples) % samples),
  });
  const shuffled = m.withPairing(m.anyone({ self: 0.5 }))(m.mixup());
  const plan = m.draw(shuffled, m.key(8), { samples, height: 4, width: 4 }).passes[0]!;
  assertIndependent({
    itself: places.map((n) => plan.partner[n] === n ? 1 : 0),
    ratio: places.map((n) => plan.params[n]!),
  });
});

Deno.test("what AugMix does to an anchor and to its partner, in each chain and step, is independent in pairs", () => {
  const recipe = m.withRetouch(m.augmixChains({ width: 2, depth: 2 }))(m.mixup());
  const { retouches, params } = m.draw(recipe, m.key(9), { samples, height: 24, width: 30 }).passes[0]!;
  const op = (step: m.RetouchStep | undefined) =>
    step === undefined
      ? 0
      : 1 + ["autocontrast", "equalize", "posterize", "solarize", "affine"].indexOf(step.op);
  const sides = (["anchor", "partner"] as const).flatMap((side) => {
    const all = retouches.map((retouch) => retouch[side]!);
    return [
      [`share of the ${side}'s chains`, all.map(({ share }) => share)],
      [`weight of the ${side}'s first chain`, all.map(({ chains }) => chains[0]!.weight)],
      ...[0, 1].flatMap((chain) =>
        [
          [
            `first step of the ${side}'s chain ${chain}`,
            all.map(({ chains }) => op(chains[chain]!.steps[0])),
          ],
          [`length of the ${side}'s chain ${chain}`, all.map(({ chains }) => chains[chain]!.steps.length)],
        ] as const
      ),
    ] as const;
  });
  assertIndependent({ ...Object.fromEntries(sides), ratio: [...params] });
  const long = retouches.flatMap(({ anchor }) => anchor!.chains).filter(({ steps }) => steps.length === 2);
  assertIndependent({
    first: long.map(({ steps }) => op(steps[0])),
    second: long.map(({ steps }) => op(steps[1])),
  });
  // Of shears, how strong and which way.
  const shears = retouches.flatMap(({ anchor }) => anchor!.chains.flatMap(({ steps }) => steps))
    .flatMap((step) => step.op === "affine" && step.xx === 1 ? [step.xy || step.yx] : [])
    .filter((shear) => shear !== 0);
  assertIndependent({ strength: shears.map(Math.abs), way: shears.map(Math.sign) });
});
