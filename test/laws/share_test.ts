import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as m from "../../mod.ts";
import { drawMany, mean } from "../random/statistics.ts";
import { masks, movingMasks } from "../table.ts";
import { drawnMask, pixelsOf } from "./evaluate.ts";

const odd = [[7, 11], [13, 22], [33, 17]] as const;
const ratios = [0, 0.03, 0.2, 0.37, 0.5, 0.64, 0.85, 0.97, 1];

/** The partner's shares of so many masks. */
function sharesOf(
  mask: m.Mask,
  ratio: number,
  height: number,
  width: number,
  count: number,
): readonly number[] {
  return drawMany(
    count,
    21,
    (from) => 1 - mean(pixelsOf(drawnMask(mask, from, ratio, height, width), height, width)),
  );
}

/** Masks whose every draw takes the asked share, and how many pixels they may be off. */
const exact: Readonly<
  Record<string, readonly [mask: m.Mask, off: (ratio: number, height: number, width: number) => number]>
> = {
  flat: [m.flat(), () => 1e-9],
  "learned, not yet taught": [m.learned(), (_, height, width) => 1e-6 * height * width],
  // Half a pixel for each row and column of the box, and the corner.
  "box inside": [
    m.box({ placement: "inside" }),
    (ratio, height, width) => Math.sqrt(ratio) * (height + width) / 2 + 0.25,
  ],
  "box inside, even sides": [
    m.box({ placement: "inside", sides: "even" }),
    (ratio, height, width) => 2 * Math.sqrt(ratio) * (height + width) + 4,
  ],
  "salient box in the middle": [
    m.salientBox(),
    (ratio, height, width) => Math.sqrt(ratio) * (height + width) / 2 + 0.25,
  ],
  thumbnail: [
    m.thumbnail({ placement: "inside" }),
    (ratio, height, width) => Math.sqrt(ratio) * (height + width) / 2 + 0.25,
  ],
  fourier: [m.fourier(), () => 1],
  "fourier with soft edges": [m.fourier({ soft: 0.2 }), () => 1 + 1e-6],
  // 0.2 %, but for a bump of less than a pixel.
  gaussian: [
    m.gaussian(),
    (ratio, height, width) => 2e-3 * Math.min(ratio, 1 - ratio) * height * width + 0.1,
  ],
  "gaussian of random covariance": [
    m.gaussian({ covariance: "random" }),
    (ratio, height, width) => 2e-3 * Math.min(ratio, 1 - ratio) * height * width + 0.1,
  ],
};

for (const [name, [mask, off]] of Object.entries(exact)) {
  Deno.test(`every mask takes the asked share at odd sizes too: ${name}`, () => {
    for (const [height, width] of odd) {
      for (const ratio of ratios) {
        for (const share of sharesOf(mask, ratio, height, width, 2)) {
          const pixels = height * width, what = `${ratio} at ${height}×${width}`;
          assertAlmostEquals(share * pixels, ratio * pixels, off(ratio, height, width) + 1e-9, what);
        }
      }
    }
  });
}

Deno.test("cells take the asked share of all cells at odd sizes too, on average within a cell", () => {
  for (const [height, width] of odd) {
    for (const ratio of ratios) {
      const share = mean(sharesOf(m.grid({ variant: "cells" }), ratio, height, width, 30));
      assertAlmostEquals(share, ratio, 1 / 16, `${ratio} at ${height}×${width}`);
    }
  }
});

Deno.test("lattices take the asked share at odd sizes too: of a period but for half a line, and on average", () => {
  for (const [height, width] of [...odd, [1, 7], [4, 9]] as const) {
    for (const ratio of ratios) {
      for (const row of drawMany(30, 21, (from) => m.grid().draw(from, ratio, { height, width }))) {
        const [periodX, periodY, , , holeX, holeY] = row as number[];
        const what = `${ratio} at ${height}×${width}: ${row}`;
        assertAlmostEquals(holeX! * holeY!, ratio * periodX! * periodY!, Math.max(holeX!, holeY!) / 2, what);
        assertEquals(holeX! <= periodX! && holeY! <= periodY!, true, what);
      }
    }
  }
  for (const ratio of ratios) {
    assertAlmostEquals(mean(sharesOf(m.grid(), ratio, 33, 39, 30)), ratio, 0.06, `${ratio}`);
  }
});

Deno.test("a learned mask is flat up to its margin, and asks for a raster beyond it", () => {
  const asks = (ratio: number, options?: m.LearnedOptions) =>
    typeof m.learned(options).draw(m.key(1), ratio, { height: 4, width: 4 })[2] !== "number";
  assertEquals([0, 0.08, 0.081, 0.5, 0.919, 0.93, 1].map((ratio) => asks(ratio)), [
    false,
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
  assertEquals([0, 1e-6, 1 - 1e-6, 1].map((ratio) => asks(ratio, { margin: 0 })), [false, true, true, false]);
});

Deno.test("a soft edge takes the asked share of pixels on either side of the level, evenly from one image to the other", () => {
  for (
    const [soft, ratio, side] of [[0.1, 0.4, 36], [0.3, 0.2, 72], [0.3, 0.95, 18], [0.5, 0.5, 180]] as const
  ) {
    const pixels = pixelsOf(drawnMask(m.fourier({ soft }), m.key(3), ratio, 18, 20), 18, 20);
    const between = pixels.filter((share) => share > 0 && share < 1).sort((a, b) => a - b);
    assertEquals(between.length, 2 * side, `${soft} at ${ratio}`);
    for (const [i, share] of between.entries()) assertAlmostEquals(share, (i + 0.5) / (2 * side), 1e-5);
  }
});

Deno.test("an image has 4×4 cells up to a longer side of 32 pixels, and 8×8 beyond; what a short side has no room for, the other one has", () => {
  const square = [[32, 32, 16], [5, 32, 16], [9, 33, 64], [64, 64, 64]] as const;
  const short = [[5, 33, 65], [33, 5, 65], [1, 32, 16], [1, 9, 9], [3, 20, 15], [20, 3, 15]] as const;
  for (const [height, width, cells] of [...square, ...short]) {
    for (const taken of [1, 3, 9]) {
      const [, level] = m.grid({ variant: "cells" }).draw(m.key(1), taken / cells, { height, width });
      assertEquals(level, taken / cells, `${height}×${width}`);
    }
  }
});

Deno.test("a share of half a pixel is a bump of one pixel, and a smaller one is none", () => {
  for (const width of ["calibrated", "unclipped"] as const) {
    const height = (ratio: number) => m.gaussian({ width }).draw(m.key(1), ratio, { height: 8, width: 8 })[5];
    assertEquals([0.499 / 64, 0.5 / 64, 1 - 0.5 / 64, 1 - 0.499 / 64].map(height), [0, 1, 1, 0], width);
  }
});

Deno.test("a mask draws as many values as it says, always", () => {
  for (const { name, build } of [...masks, ...movingMasks]) {
    const mask = build();
    for (const ratio of ratios) {
      for (const { length } of drawMany(4, 5, (from) => mask.draw(from, ratio, { height: 9, width: 12 }))) {
        assertEquals(length, mask.params, name);
      }
    }
  }
});
