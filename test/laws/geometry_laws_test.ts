import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { flow } from "fp-ts/function";
import {
  box,
  choose,
  fold,
  gaussian,
  key,
  type Mask,
  type MaskChange,
  onEdges,
  rotate,
  shear,
  smooth,
  sometimes,
} from "../../mod.ts";
import { changes, masks } from "../table.ts";
import { noise } from "./batches.ts";
import { drawnMask, pixelsOf } from "./evaluate.ts";

const runs = { seed: 314, numRuns: 60 };
// Not fc.double(), which prefers numbers next to 0: those hardly turn anything.
const angle = fc.integer({ min: -17_999, max: 18_000 }).map((value) => value / 100);
const ratio = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000);

const turn = (degrees: number) => rotate({ degrees: [degrees, degrees] });
const skew = (amount: number) => shear({ amount: [amount, amount] });

/** Demands that two changes of a mask are the same function of the plane, at random points and so away from edges. */
function assertSameChange(mask: Mask, left: MaskChange, right: MaskChange, seed: number, share: number) {
  const from = key(seed);
  const [a, b] = [left, right].map((change) => drawnMask(change(mask), from, share, 12, 19));
  const [first, ...rest] = noise(from, 12).map((value) => 40 * value - 10);
  for (const [i, y] of rest.entries()) {
    const x = rest[i - 1] ?? first!;
    assertAlmostEquals(a!(x, y), b!(x, y), 1e-9);
  }
}

for (const { name, build } of masks) {
  Deno.test(`rotations of ${name} add up, and one is undone by its opposite`, () => {
    const mask = build();
    fc.assert(
      fc.property(angle, angle, ratio, fc.nat(), (first, second, share, seed) => {
        assertSameChange(mask, flow(turn(first), turn(second)), turn(first + second), seed, share);
        assertSameChange(mask, flow(turn(first), turn(-first)), (same) => same, seed, share);
      }),
      runs,
    );
  });

  Deno.test(`a change of ${name} by nothing changes nothing`, () => {
    const mask = build();
    fc.assert(
      fc.property(ratio, fc.nat(), (share, seed) => {
        for (
          const change of [turn(0), skew(0), sometimes(0, smooth()), sometimes(0, flow(rotate(), shear()))]
        ) {
          assertSameChange(mask, change, (same) => same, seed, share);
        }
      }),
      runs,
    );
  });
}

Deno.test("a mask turns about its own centre on an image that is not square, and is not stretched", () => {
  const bump = gaussian();
  fc.assert(
    fc.property(
      angle,
      ratio,
      fc.nat(),
      (degrees, share, seed) => assertSameChange(bump, turn(degrees), (same) => same, seed, share),
    ),
    runs,
  );
});

Deno.test("a quarter turn of a square image's box swaps x and y about its centre", () => {
  const size = { height: 16, width: 16 };
  fc.assert(
    fc.property(fc.nat(), ratio, (seed, share) => {
      const from = key(seed), inner = box();
      const drawn = inner.draw(from, share, size);
      const { x: px, y: py } = inner.pivot(drawn, size) as { x: number; y: number };
      const plain = drawnMask(inner, from, share, 16, 16),
        turned = drawnMask(turn(90)(inner), from, share, 16, 16);
      for (const [x, y] of [[1.3, 2.7], [7.1, 9.6], [15.2, 0.4]] as const) {
        assertEquals(turned(x, y), plain(px + (y - py), py - (x - px)));
      }
    }),
    runs,
  );
});

Deno.test("a shear keeps areas", () => {
  const from = key(5), sheared = drawnMask(skew(0.3)(box({ placement: "inside" })), from, 0.25, 16, 16);
  const points = 400, side = 64;
  let partner = 0;
  for (let i = 0; i < points * points; i++) {
    const x = -24 + ((i % points) + 0.5) * side / points,
      y = -24 + (Math.floor(i / points) + 0.5) * side / points;
    partner += 1 - sheared(x, y);
  }
  assertAlmostEquals(partner * (side / points) ** 2, 64, 1);
});

Deno.test("smoothing is the mean over the neighbourhood, also of points outside the image", () => {
  const from = key(8);
  const plain = drawnMask(box(), from, 0.4, 12, 12),
    smoothed = drawnMask(smooth({ windows: [3] })(box()), from, 0.4, 12, 12);
  for (const [x, y] of [[0.5, 0.5], [11.5, 3.5], [6.5, 6.5]] as const) {
    const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => plain(x + dx, y + dy)));
    assertAlmostEquals(smoothed(x, y), around.reduce((sum, value) => sum + value, 0) / 9, 1e-12);
  }
});

Deno.test("smoothing leaves out windows wider than a quarter of the shorter side", () => {
  const radius = (height: number, width: number, seed: number) =>
    smooth()(box()).draw(key(seed), 0.5, { height, width })[0];
  const radii = (height: number, width: number) =>
    [...new Set(Array.from({ length: 60 }, (_, seed) => radius(height, width, seed)))].sort();
  assertEquals(radii(11, 64), [0]);
  assertEquals(radii(64, 12), [1]);
  assertEquals(radii(20, 20), [1, 2]);
  assertEquals(radii(28, 32), [1, 2, 3]);
});

Deno.test("onEdges bends boxes and leaves flat and Gaussian masks alone, also within a choice", () => {
  for (const [, option] of onEdges(turn(30))(choose([1, gaussian()], [1, choose([1, box()])])).options!) {
    assertEquals(option.options === undefined, option.name === gaussian().name);
    for (const [, inner] of option.options ?? []) assertEquals(inner.changes, 1);
  }
});

Deno.test("what is applied sometimes is applied whole or not at all, and as often as asked", () => {
  const inner = box(), change = sometimes(0.25, flow(turn(20), turn(25)));
  const turned = Array.from({ length: 4000 }, (_, seed) => {
    const [outer, , , , innerTurn] = change(inner).draw(fold(key(1), seed), 0.5, { height: 8, width: 8 });
    assertEquals(outer === 1, innerTurn === 1);
    return outer !== 1;
  });
  assertAlmostEquals(turned.filter(Boolean).length / 4000, 0.25, 4 * Math.sqrt(0.25 * 0.75 / 4000));
});

Deno.test("two coins in one another are tossed independently: half of a half is a quarter", () => {
  const change = sometimes(0.5, sometimes(0.5, turn(20)));
  const turned = Array.from(
    { length: 4000 },
    (_, seed) => change(box()).draw(fold(key(1), seed), 0.5, { height: 8, width: 8 })[0] !== 1,
  );
  assertAlmostEquals(turned.filter(Boolean).length / 4000, 0.25, 4 * Math.sqrt(0.25 * 0.75 / 4000));
});

Deno.test("a change draws for itself: two rotations of a mask turn by different angles", () => {
  const [second, , , , first] = flow(rotate(), rotate())(box()).draw(key(3), 0.5, { height: 8, width: 8 });
  assertNotEquals(first, second);
});

Deno.test("a change leaves a mask of ones a mask of ones, and of zeros of zeros", async (t) => {
  for (const { name, build } of changes) {
    await t.step(name, () => {
      for (const { build: inner } of masks) {
        const mask = build()(inner());
        for (const [ratio, value] of [[0, 1], [1, 0]] as const) {
          const uncovered = mask.name.includes("box"); // a box of the whole image does not cover the corners when turned
          if (value === 0 && uncovered) continue;
          const pixels = pixelsOf(drawnMask(mask, key(17), ratio, 9, 12), 9, 12);
          for (const pixel of pixels) assertAlmostEquals(pixel, value, 1e-9, mask.name);
        }
      }
    });
  }
});
