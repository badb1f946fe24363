import { demand, demandOptions } from "../demand.ts";
import { field, inside, lit, mod, mul, step, sub } from "../expr/mod.ts";
import { integer, type Key, permutation } from "../random/mod.ts";
import type { RasterField } from "./field.ts";
import { defineMask, type Mask, type Size } from "./mask.ts";

/** Options of {@linkcode grid}. */
export interface GridOptions {
  /**
   * `holes`: a lattice of equal holes of the partner with a random period and phase (the geometry of OpenMixup, whose
   * published results the paper's Table 2 repeats). `cells`: the image is cut into cells, and some of them, chosen at
   * random, are the partner's (Baek et al. 2021).
   *
   * @default {"holes"}
   */
  readonly variant?: "holes" | "cells";
}

/**
 * A grid of partner patches. The mask of GridMix.
 *
 * `holes` has 2 to 6 periods a side, and holes of the whole-pixel size nearest to the asked area. `cells` has 4 cells a
 * side, or 8 in images of more than 32 pixels (our choice), and gives the partner `round(ratio · cells)` of them.
 *
 * @throws {RangeError} If the variant is unknown.
 */
export function grid(options: GridOptions = {}): Mask {
  demandOptions("build grid()", options, ["variant"]);
  const { variant = "holes" } = options;
  demand(
    variant === "holes" || variant === "cells",
    "build grid()",
    'variant must be "holes" or "cells"',
    variant,
  );
  return variant === "holes" ? holes() : cells();
}

function holes(): Mask {
  return defineMask("grid()", {
    edges: true,
    draw(from, ratio, { height, width }) {
      const shorter = Math.min(height, width);
      const periods = Math.max(1, Math.min(2 + integer(from, 5), Math.floor(shorter / 2)));
      const period = Math.max(2, Math.ceil(shorter / periods));
      const [holeX, holeY] = holeSides(ratio, period);
      return {
        period,
        x: integer(from, period, 1),
        y: integer(from, period, 2),
        holeX,
        holeY,
      };
    },
    pixel({ period, x, y, holeX, holeY }, at) {
      const inHoleX = inside(lit(0), holeX, mod(sub(at.x, x), period));
      const inHoleY = inside(lit(0), holeY, mod(sub(at.y, y), period));
      return sub(lit(1), mul(inHoleX, inHoleY));
    },
  });
}

/** The whole sides of a hole whose area is nearest to `ratio` of a period's, rounding the wanted side down or up. */
function holeSides(ratio: number, period: number): readonly [number, number] {
  const side = period * Math.sqrt(ratio);
  const low = Math.floor(side), high = Math.ceil(side);
  const sizes = [[low, low], [low, high], [high, high]] as const;
  const miss = ([x, y]: readonly [number, number]) => Math.abs(x * y - ratio * period ** 2);
  return sizes.reduce((best, size) => miss(size) < miss(best) ? size : best);
}

function cells(): Mask {
  return defineMask("grid(cells)", {
    edges: true,
    draw(from, ratio, size) {
      const side = Math.max(size.height, size.width) <= 32 ? 4 : 8;
      return { ranks: cellRanks(from, side, size), level: Math.round(ratio * side ** 2) / side ** 2 };
    },
    pixel: ({ ranks, level }, at) => step(level, field(ranks, at)),
  });
}

/** A raster that holds, in each of `side × side` cells, that cell's rank in a random order, scaled to `(0, 1)`. */
function cellRanks(from: Key, side: number, { height, width }: Size): RasterField {
  const order = permutation(from, side ** 2);
  const values = new Float32Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = Math.floor((y + 0.5) * side / height) * side + Math.floor((x + 0.5) * side / width);
      values[y * width + x] = (order[cell]! + 0.5) / side ** 2;
    }
  }
  return { kind: "raster", values };
}
