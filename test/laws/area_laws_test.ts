import { assertAlmostEquals } from "@std/assert";
import * as m from "../../mod.ts";
import { masks, movingMasks } from "../table.ts";
import { drawnMask } from "./evaluate.ts";

/** Signals and spectrograms are such images; and one of the usual ones. */
const shapes = [[1, 128], [128, 1], [1, 301], [2, 150], [150, 2], [3, 37], [4, 40], [32, 32]] as const;
const ratios = [0.1, 0.24, 0.5, 0.77, 0.93], draws = 12;

/** How far a mask, and the mean of many, may be from the ratio: half a line of a box, half of a whole patch. */
const tolerances: Readonly<Record<string, { readonly one: number; readonly mean: number }>> = {
  "most attended cells": { one: 0.08, mean: 0.075 }, // one row of 7 cells
};
const usual = { one: 0.1, mean: 0.03 };

/** Boxes that stick out of the image: they are measured with what sticks out. */
const clipped = new Set(["box", "salient box", "salient box, as OpenCV", "thumbnail"]);

const exempt: Readonly<Record<string, string>> = {
  "box with even sides": "published sides, which are 0 where a side is one pixel",
  "salient box, spectral": "published sides, too",
  "gaussian, unclipped": "published width, which the border clips",
  "a user's mask of a kind that a peak decides": "the user's",
  "a user's spotlight on the anchor": "the user's",
  "a user's ellipse": "the user's",
  "a user's checkerboard": "the user's",
  "a user's box with an idle value": "the user's",
  "choose": "a choice of others",
  "choose within choose": "a choice of others",
  "a choice of which one moves": "a choice of others",
};

/** The partner's area, in images, of a mask within so many images around its own. */
function areaOf(
  mask: m.Mask,
  seed: number,
  ratio: number,
  height: number,
  width: number,
  around: number,
): number {
  const at = drawnMask(mask, m.key(seed), ratio, height, width);
  let sum = 0;
  for (let y = -around * height + 0.5; y < (1 + around) * height; y++) {
    for (let x = -around * width + 0.5; x < (1 + around) * width; x++) sum += 1 - at(x, y);
  }
  return sum / (height * width);
}

for (const { name, build } of [...masks, ...movingMasks].filter(({ name }) => !(name in exempt))) {
  Deno.test(`the partner's area is the ratio, whatever the shape of the image: ${name}`, () => {
    const mask = build(), { one, mean } = tolerances[name] ?? usual, around = clipped.has(name) ? 1 : 0;
    for (const [height, width] of shapes) {
      for (const ratio of ratios) {
        let sum = 0;
        for (let seed = 0; seed < draws; seed++) {
          const area = areaOf(mask, seed, ratio, height, width, around);
          assertAlmostEquals(area, ratio, one, `${height}×${width}, seed ${seed}`);
          sum += area;
        }
        assertAlmostEquals(sum / draws, ratio, mean, `${height}×${width}, mean of ${draws}`);
      }
    }
  });
}
