import { assertEquals } from "@std/assert";
import * as m from "../../mod.ts";
import { chiSquared, countsOf, drawMany, smirnov } from "../random/statistics.ts";

/** What so many keys draw of a mask, as rows of numbers. */
function rowsOf(mask: m.Mask, ratio: number, height: number, width: number, count = 6000) {
  return drawMany(count, 11, (from) => mask.draw(from, ratio, { height, width }) as readonly number[]);
}

/** Demands that whole numbers are all of a range, and each of them as often. */
function assertAllAlike(values: readonly number[], low: number, high: number, what: string): void {
  assertEquals([Math.min(...values), Math.max(...values)], [low, high], what);
  const kinds = high - low + 1, counts = countsOf(values.map((value) => value - low), kinds);
  const found = chiSquared(counts, Array<number>(kinds).fill(1 / kinds));
  // Above this once in about 30,000 (four deviations of χ²).
  const most = kinds - 1 + 4 * Math.sqrt(2 * (kinds - 1)) + 8;
  assertEquals(found < most, true, `${what}: χ² of ${kinds - 1} degrees is ${found}`);
}

const size = [13, 22] as const;

for (const sides of ["round", "even"] as const) {
  Deno.test(`a box inside the image is everywhere as often, up to every edge: ${sides} sides`, () => {
    for (const ratio of [0.08, 0.3, 0.8]) {
      const rows = rowsOf(m.box({ placement: "inside", sides }), ratio, ...size);
      const [left, right, top, bottom] = rows[0]!;
      const across = right! - left!, down = bottom! - top!;
      assertAllAlike(rows.map(([left]) => left!), 0, size[1] - across, `left at ${ratio}`);
      assertAllAlike(rows.map((row) => row[2]!), 0, size[0] - down, `top at ${ratio}`);
      assertEquals(rows.every((row) => row[1]! - row[0]! === across && row[3]! - row[2]! === down), true);
    }
  });

  Deno.test(`the middle of a clipped box is every pixel as often: ${sides} sides`, () => {
    for (const ratio of [0.08, 0.3, 0.8]) {
      const rows = rowsOf(m.box({ sides }), ratio, ...size);
      // The middle pixel, of two the later one: as many pixels before it as half the side, rounded down.
      const middle = (from: number, to: number) => from + Math.floor((to - from) / 2);
      assertAllAlike(
        rows.map(([left, right]) => middle(left!, right!)),
        0,
        size[1] - 1,
        `across at ${ratio}`,
      );
      assertAllAlike(rows.map((row) => middle(row[2]!, row[3]!)), 0, size[0] - 1, `down at ${ratio}`);
    }
  });
}

Deno.test("a salient box has its peak in the middle, of two pixels on the later one", () => {
  for (const ratio of [0.08, 0.3, 0.8]) {
    const drawn = m.salientBox().draw(m.key(1), ratio, { height: size[0], width: size[1] });
    const [before, after, above, below] = drawn.slice(2) as number[];
    assertEquals([after! - before!, below! - above!].every((more) => more === 0 || more === 1), true);
    const box = m.box({ placement: "inside" }).draw(m.key(1), ratio, { height: size[0], width: size[1] });
    const [left, right, top, bottom] = box as number[];
    assertEquals([before! + after!, above! + below!], [right! - left!, bottom! - top!]);
  }
});

Deno.test("a salient box of all of the image is all of it, wherever the peak is", () => {
  const drawn = m.salientBox().draw(m.key(1), 1, { height: size[0], width: size[1] });
  const [before, after, above, below] = drawn.slice(2) as number[];
  assertEquals(
    [before! >= size[1], after! >= size[1], above! >= size[0], below! >= size[0]],
    Array(4).fill(true),
  );
});

Deno.test("where a shrunken partner is read is a number, of a box without pixels too", () => {
  const image = { height: size[0], width: size[1] };
  for (const ratio of [0, 1e-6, 1e-3, 0.02, 1]) {
    for (const drawn of drawMany(200, 16, (from) => m.thumbnail().draw(from, ratio, image))) {
      const { interpolation: _, ...numbers } = m.thumbnail().place!(drawn, image)!;
      assertEquals(
        Object.values(numbers).every(Number.isFinite),
        true,
        `${ratio}: ${JSON.stringify(numbers)}`,
      );
    }
  }
});

Deno.test("a lattice is at every phase of its period, and the centre of a bump is every pixel", () => {
  const lattices = rowsOf(m.grid(), 0.3, 24, 24, 12_000);
  for (const period of new Set(lattices.map(([period]) => period!))) {
    const same = lattices.filter((row) => row[0] === period);
    for (const phase of [2, 3]) {
      assertAllAlike(same.map((row) => row[phase]!), 0, period - 1, `phase of ${period}`);
    }
  }
  const bumps = rowsOf(m.gaussian({ width: "unclipped" }), 0.3, ...size);
  assertAllAlike(bumps.map(([cx]) => cx! - 0.5), 0, size[1] - 1, "centre across");
  assertAllAlike(bumps.map(([, cy]) => cy! - 0.5), 0, size[0] - 1, "centre down");
});

Deno.test("a lattice has 2 to 6 square periods along the shorter side, but none of less than three pixels", () => {
  for (
    const [side, periods] of [[6, [3]], [7, [4]], [9, [3, 5]], [12, [3, 4, 6]], [17, [4, 5, 6, 9]]] as const
  ) {
    for (const [height, width] of [[side, 40], [40, side], [side, side]] as const) {
      const drawn = rowsOf(m.grid(), 0.3, height, width, 200);
      assertEquals(drawn.every(([across, down]) => across === down), true);
      const found = new Set(drawn.map(([period]) => period!));
      assertEquals([...found].sort((a, b) => a - b), [...periods], `${height}×${width}`);
    }
  }
});

Deno.test("where two periods of three pixels have no room, the shorter side is one, and the longer one has 2 to 6", () => {
  for (const [short, long, periods] of [[1, 7, [4]], [5, 6, [3]], [2, 9, [3, 5]], [5, 5, [5]]] as const) {
    for (const [height, width] of [[short, long], [long, short]] as const) {
      const drawn = rowsOf(m.grid(), 0.3, height, width, 200);
      const found = (place: number) => [...new Set(drawn.map((row) => row[place]!))].sort((a, b) => a - b);
      const [along, across] = width === long ? [0, 1] : [1, 0];
      assertEquals([found(along), found(across)], [[...periods], [short]], `${height}×${width}`);
    }
  }
});

Deno.test("AGMix draws correlations uniformly up to ±.95, and turns bumps every way alike", () => {
  const rows = rowsOf(m.gaussian({ covariance: "random", width: "unclipped" }), 0.3, ...size);
  const forms = rows.map(([, , xx, xy, yy]) => [xx!, xy! / 2, yy!] as const);
  // The eigenvalues of the form are to each other as 1 + q to 1 - q.
  const correlations = forms.map(([xx, xy, yy]) => Math.hypot((xx - yy) / 2, xy) / -((xx + yy) / 2));
  assertEquals(smirnov(correlations, (q) => q / 0.95) < 1.95, true);
  assertEquals(Math.max(...correlations) > 0.949, true);
  const directions = forms.map(([xx, xy, yy]) => Math.atan2(2 * xy, xx - yy));
  assertEquals(smirnov(directions, (angle) => angle / (2 * Math.PI) + 0.5) < 1.95, true);
});

Deno.test("angles and shears are uniform over all of their range", () => {
  const turned = rowsOf(m.rotate()(m.box()), 0.3, ...size);
  const degrees = turned.map(([cos, sin]) => Math.atan2(sin!, cos!) * 180 / Math.PI);
  assertEquals(smirnov(degrees, (angle) => angle / 60 + 0.5) < 1.95, true);
  assertEquals([Math.min(...degrees) < -29.9, Math.max(...degrees) > 29.9], [true, true]);
  const sheared = rowsOf(m.shear()(m.box()), 0.3, ...size);
  for (const axis of [0, 1]) {
    assertEquals(smirnov(sheared.map((row) => row[axis]!), (shear) => shear / 0.6 + 0.5) < 1.95, true);
  }
  for (
    const [mask, low, high] of [
      [m.rotate({ degrees: [10, 40] })(m.box()), 10, 40],
      [m.rotate({ degrees: 5 })(m.box()), -5, 5],
    ] as const
  ) {
    const angles = rowsOf(mask, 0.3, ...size).map(([cos, sin]) => Math.atan2(sin!, cos!) * 180 / Math.PI);
    assertEquals(smirnov(angles, (angle) => (angle - low) / (high - low)) < 1.95, true);
  }
});

Deno.test("every window of smoothing is taken as often", () => {
  const rows = rowsOf(m.smooth()(m.box()), 0.3, 32, 40);
  assertAllAlike(rows.map(([radius]) => radius!), 1, 3, "radius");
});

const SIZE = { height: 32, width: 32 };

Deno.test("a view reaches every offset of its padding, and both flips with it", () => {
  for (const padding of [0, 1, 4]) {
    const readings = drawMany(20_000, 12, (from) => m.cropAndFlip({ padding }).draw(from, SIZE));
    const side = 2 * padding + 1;
    const places = readings.map(({ dx, dy, mirror }) =>
      ((dy + padding) * side + dx + padding) * 2 + (mirror ? 1 : 0)
    );
    assertAllAlike(places, 0, 2 * side ** 2 - 1, `padding ${padding}`);
  }
  const seldom = drawMany(6000, 12, (from) => m.cropAndFlip({ flip: 0.2 }).draw(from, SIZE).mirror ? 1 : 0);
  assertEquals(chiSquared(countsOf(seldom, 2), [0.8, 0.2]) < 16, true);
});

Deno.test("a partner is every other sample as often, for every sample of the batch", () => {
  const pool = 7;
  for (let self = 0; self < pool; self++) {
    const partners = drawMany(
      4000,
      13 + self,
      (from) => m.anyone().partner({ sample: from, batch: from }, self, pool),
    );
    assertAllAlike(partners.map((partner) => (partner - self + pool) % pool), 1, pool - 1, `of ${self}`);
  }
  const two = drawMany(50, 14, (from) => m.anyone().partner({ sample: from, batch: from }, 0, 2));
  assertEquals([...new Set(two)], [1]);
});

Deno.test("AugMix reaches both ways and the full strength of every operation", () => {
  const steps = drawMany(
    6000,
    15,
    (from) => m.augmixChains({ severity: 10, width: 1, depth: 1 }).draw(from, { height: 30, width: 60 }),
  ).flatMap(({ chains }) => chains[0]!.steps);
  const of = (op: string) => steps.filter((step) => step.op === op) as unknown as readonly m.Affine[];
  const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)];
  const affine = of("affine"),
    near = (values: readonly number[]) => values.map((value) => Math.round(10 * value) / 10);
  const turns = affine.filter(({ xx }) => xx !== 1);
  // Of a level below 10, whole degrees are at most 29, and whole pixels at most a third less one.
  assertEquals(range(turns.map(({ xy, xx }) => Math.round(Math.atan2(xy, xx) * 180 / Math.PI))), [-29, 29]);
  const still = affine.filter(({ xx }) => xx === 1);
  assertEquals(near(range(still.map(({ xy }) => xy))), [-0.3, 0.3]);
  assertEquals(near(range(still.map(({ yx }) => yx))), [-0.3, 0.3]);
  assertEquals(range(still.map(({ x0 }) => x0)), [-19, 19]);
  assertEquals(range(still.map(({ y0 }) => y0)), [-9, 9]);
  const bits = steps.flatMap((step) => step.op === "posterize" ? [step.bits] : []);
  const thresholds = steps.flatMap((step) => step.op === "solarize" ? [step.threshold] : []);
  // Levels are uniform in [0.1, 10]: the lowest quarter, but for what is below 0.1, cuts to 0.
  assertEquals(range(bits), [1, 4]);
  assertEquals(
    chiSquared(countsOf(bits.map((bits) => bits - 1), 4), [2.5, 2.5, 2.5, 2.4].map((x) => x / 9.9)) < 21,
    true,
  );
  assertEquals(range(thresholds), [1, 254]);
  const ops = ["autocontrast", "equalize", "posterize", "solarize"];
  const kinds = steps.map((step) => step.op === "affine" ? 4 : ops.indexOf(step.op));
  assertEquals(chiSquared(countsOf(kinds, 5), [1, 1, 1, 1, 5].map((x) => x / 9)) < 23.5, true);
  const affineKinds = affine.map(({ xx, xy, yx, x0, y0 }) =>
    xx !== 1 ? 0 : xy !== 0 ? 1 : yx !== 0 ? 2 : x0 !== 0 ? 3 : y0 !== 0 ? 4 : 5
  );
  // About a tenth of the translations and a thirtieth of the turns are by nothing.
  assertEquals(countsOf(affineKinds, 6).slice(0, 5).every((count) => count > 500 && count < 760), true);
});
