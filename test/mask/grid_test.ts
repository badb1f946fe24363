import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type Expr, grid, key } from "../../mod.ts";
import { drawnMask, pixelsOf } from "../laws/evaluate.ts";
import { countsOf, mean } from "../random/statistics.ts";
import { coverage, rendered } from "./rendered.ts";

const shares = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95];

function maskOf(variant: "holes" | "cells", seed: number, ratio: number, height: number, width: number) {
  return drawnMask(grid({ variant }), key(seed), ratio, height, width);
}

Deno.test("holes repeat with the period in both directions, also outside the image", () => {
  for (let seed = 0; seed < 40; seed++) {
    const [period, same] = grid().draw(key(seed), 0.4, { height: 20, width: 33 }) as number[];
    assertEquals(period, same);
    const mask = maskOf("holes", seed, 0.4, 20, 33);
    for (const [x, y] of [[0.5, 0.5], [5.5, 19.5], [32.5, 7.5], [-3.5, 40.5]] as const) {
      assertEquals(mask(x + period!, y), mask(x, y));
      assertEquals(mask(x, y - period!), mask(x, y));
    }
  }
});

Deno.test("there are 2 to 6 holes a side, each as often, and a hole is one of the sizes nearest to the share", () => {
  const periods = Array.from(
    { length: 5000 },
    (_, seed) => (grid().draw(key(seed), 0.3, { height: 60, width: 90 }) as number[])[0]!,
  );
  assertEquals([...new Set(periods)].sort((a, b) => a - b), [10, 12, 15, 20, 30]);
  const counts = countsOf(periods.map((period) => Math.round(60 / period) - 2), 5);
  for (const count of counts) assertAlmostEquals(count / 5000, 0.2, 0.025);
  for (let seed = 0; seed < 200; seed++) {
    const ratio = (seed + 0.5) / 200;
    const [period, , , , x, y] = grid().draw(key(seed), ratio, { height: 32, width: 32 }) as number[];
    assertEquals(Math.abs(x! * y! - ratio * period! ** 2) <= period!, true);
    assertEquals(Math.abs(x! - y!) <= 1 && x! <= period! && y! <= period!, true);
  }
});

Deno.test("the partner's share is the asked one within .03 at 32×32 and .02 at 64×64", () => {
  for (const [side, tolerance] of [[32, 0.03], [64, 0.02]] as const) {
    for (const ratio of shares) {
      const partner = rendered(grid(), ratio, [400, side, side]).shares;
      assertAlmostEquals(mean(partner), ratio, tolerance, `${ratio} at ${side}`);
    }
  }
});

Deno.test("a hole is as often wider than tall as taller than wide, at any ratio", () => {
  for (const ratio of [0.3, 0.55, 0.8]) {
    let wide = 0, tall = 0;
    for (let seed = 0; seed < 4000; seed++) {
      const [, , , , x, y] = grid().draw(key(seed), ratio, { height: 41, width: 41 }) as number[];
      if (x! > y!) wide++;
      if (x! < y!) tall++;
    }
    assertEquals(wide + tall > 500, true);
    assertAlmostEquals(wide / (wide + tall), 0.5, 4 * 0.5 / Math.sqrt(wide + tall), `${ratio}`);
  }
});

Deno.test("a side without room for two periods is one period, and the other side has 2 to 6", () => {
  for (const [height, width] of [[1, 60], [60, 1], [3, 60], [5, 60]] as const) {
    const periods = Array.from({ length: 200 }, (_, seed) => grid().draw(key(seed), 0.3, { height, width }));
    const along = new Set(periods.map(([x, y]) => height < width ? x : y));
    const across = new Set(periods.map(([x, y]) => height < width ? y : x));
    assertEquals([...along].sort(), [10, 12, 15, 20, 30]);
    assertEquals([...across], [Math.min(height, width)]);
  }
});

Deno.test("a small image still has a grid", () => {
  for (const [height, width] of [[1, 1], [1, 9], [2, 2], [3, 5]] as const) {
    for (const ratio of [0, 0.5, 1]) {
      const pixels = pixelsOf(maskOf("holes", 3, ratio, height, width), height, width);
      if (ratio !== 0.5) assertEquals(pixels, pixels.map(() => 1 - ratio));
    }
  }
});

Deno.test("cells: the partner gets exactly the rounded number of whole cells", () => {
  for (const [height, width, side] of [[32, 32, 4], [16, 24, 4], [64, 40, 8]] as const) {
    for (const ratio of [0, ...shares, 1]) {
      const mask = maskOf("cells", 7, ratio, height, width);
      let taken = 0;
      for (let cell = 0; cell < side * side; cell++) {
        const at = (i: number, length: number) => Math.round(i * length / side);
        const column = cell % side, line = Math.floor(cell / side);
        const [left, right, top, bottom] = [
          at(column, width),
          at(column + 1, width),
          at(line, height),
          at(line + 1, height),
        ];
        const value = mask(left + 0.5, top + 0.5);
        assertEquals(mask(right - 0.5, bottom - 0.5), value);
        assertEquals(mask(right - 0.5, top + 0.5), value);
        taken += 1 - value;
      }
      assertEquals(taken, Math.round(ratio * side * side));
    }
  }
});

Deno.test("cells: every cell is taken as often", () => {
  for (const share of coverage(grid({ variant: "cells" }), 0.25, [4000, 4, 4])) {
    assertAlmostEquals(share, 0.25, 5 * Math.sqrt(0.1875 / 4000));
  }
});

Deno.test("the lattice is at each phase as often", () => {
  const shares = coverage(grid(), 0.4, [4000, 30, 30]);
  for (const share of shares) assertAlmostEquals(share, mean(shares), 5 * Math.sqrt(0.24 / 4000));
});

Deno.test("a mask is an expression of its point: nothing is drawn while it is evaluated", () => {
  const { pixel, params } = grid();
  const at = { x: { op: "x" } as Expr, y: { op: "y" } as Expr };
  const slots = Array.from({ length: params }, (_, slot): Expr => ({ op: "param", slot }));
  assertEquals(pixel(slots, at), pixel(slots, at));
});
