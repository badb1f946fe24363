import { assertAlmostEquals, assertEquals } from "@std/assert";
import { beta, box, type BoxOptions, fold, key } from "../../mod.ts";
import { mean } from "../random/statistics.ts";

interface Sides {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function sidesOf(options: BoxOptions, seed: number, ratio: number, height: number, width: number): Sides {
  const [left, right, top, bottom] = box(options).draw(key(seed), ratio, { height, width }) as number[];
  return { left: left!, right: right!, top: top!, bottom: bottom! };
}

const within = (side: number, value: number) => Math.min(side, Math.max(0, value));

/** The anchor's share that is left of an image by a box. */
function left({ left, right, top, bottom }: Sides, height: number, width: number): number {
  const area = (within(width, right) - within(width, left)) * (within(height, bottom) - within(height, top));
  return 1 - area / (height * width);
}

/** The mean of λ over ratios of a law. */
function meanLambda(options: BoxOptions, side: number, alpha: number, count = 40_000): number {
  const law = beta({ alpha });
  return mean(Float64Array.from({ length: count }, (_, i) => {
    const ratio = law.draw(fold(key(1), i))[0]!;
    return left(sidesOf(options, i, ratio, side, side), side, side);
  }));
}

Deno.test("a box inside is within the image, its shorter side rounded, its area the ratio but for half a line", () => {
  for (let seed = 0; seed < 400; seed++) {
    const ratio = (seed % 100) / 100, [height, width] = [13, 30];
    const { left, right, top, bottom } = sidesOf({ placement: "inside" }, seed, ratio, height, width);
    assertEquals(bottom - top, Math.round(Math.sqrt(ratio) * height));
    assertEquals(Math.abs((right - left) - Math.sqrt(ratio) * width) <= 0.5 + width / height, true);
    const miss = (right - left) * (bottom - top) - ratio * height * width;
    assertEquals(Math.abs(miss) <= (bottom - top) / 2 + 1e-9, true, `${ratio}: ${miss}`);
    assertEquals(left >= 0 && right <= width && top >= 0 && bottom <= height, true);
  }
});

Deno.test("no side of a box is longer than the image's, which its area would need where the shorter one is rounded down", () => {
  for (const [height, width] of [[4, 100], [100, 4], [1, 50], [2, 9]] as const) {
    for (let ratio = 0; ratio <= 1; ratio += 0.01) {
      const { left, right, top, bottom } = sidesOf({ placement: "inside" }, 1, ratio, height, width);
      const miss = (right - left) * (bottom - top) - ratio * height * width;
      assertEquals(left >= 0 && right <= width && top >= 0 && bottom <= height, true, `${ratio}`);
      assertEquals(
        Math.abs(miss) <= (height < width ? bottom - top : right - left) / 2 + 1e-9,
        true,
        `${ratio}`,
      );
    }
  }
});

Deno.test("even sides are even and never longer than asked", () => {
  for (let seed = 0; seed < 400; seed++) {
    const ratio = (seed % 100) / 100;
    const { left, right } = sidesOf({ sides: "even" }, seed, ratio, 31, 31);
    assertEquals((right - left) % 2, 0);
    assertEquals(right - left <= Math.sqrt(ratio) * 31 && right - left > Math.sqrt(ratio) * 31 - 2, true);
  }
});

Deno.test("a clipped box never gives the partner more than was asked for, but for rounding", () => {
  for (let seed = 0; seed < 400; seed++) {
    const ratio = (seed % 100) / 100;
    const lambda = left(sidesOf({}, seed, ratio, 20, 20), 20, 20);
    assertEquals(lambda >= 1 - ratio - Math.round(Math.sqrt(ratio) * 20) / 2 / 400 - 1e-12, true);
  }
});

Deno.test("CutMix as published leaves the anchor .701 of 32×32 and .691 of 64×64 images at α = 1", () => {
  assertAlmostEquals(meanLambda({ sides: "even" }, 32, 1), 0.701, 0.005);
  assertAlmostEquals(meanLambda({ sides: "even" }, 64, 1), 0.691, 0.005);
  assertAlmostEquals(meanLambda({ sides: "even" }, 4096, 1), 0.6792, 0.005);
});

Deno.test("clipping leaves the anchor .7013, .6886 and .6716 at α = .2, .5 and 2, and boxes inside one half", () => {
  for (const [alpha, expected] of [[0.2, 0.7013], [0.5, 0.6886], [1, 0.6792], [2, 0.6716]] as const) {
    assertAlmostEquals(meanLambda({}, 4096, alpha), expected, 0.008);
  }
  assertAlmostEquals(meanLambda({ placement: "inside" }, 32, 1), 0.5, 0.008);
});

Deno.test("boxes cover the middle most and the border least, alike on opposite sides", () => {
  const side = 16, cover = new Float64Array(side), count = 20_000;
  for (let seed = 0; seed < count; seed++) {
    const { left, right } = sidesOf({}, seed, 0.25, side, side);
    for (let x = within(side, left); x < within(side, right); x++) cover[x]! += 1 / count;
  }
  assertEquals(cover[0]! < cover[side / 2]! && cover[side - 1]! < cover[side / 2]!, true);
  for (let x = 0; x < side / 2 - 1; x++) assertAlmostEquals(cover[x]!, cover[side - 2 - x]!, 0.07);
  assertAlmostEquals(mean(cover.slice(4, 12)), 0.5, 0.015);
});

Deno.test("a box has the aspect of the image", () => {
  const { left, right, top, bottom } = sidesOf({ placement: "inside" }, 3, 0.36, 40, 90);
  assertEquals([bottom - top, right - left], [24, 54]);
});
