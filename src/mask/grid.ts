import { demand, demandOptions } from "../demand.ts";
import { field, inside, lit, mod, mul, step, sub } from "../expr/mod.ts";
import { integer, type Key, permutation } from "../random/mod.ts";
import { boxSides } from "./box_edges.ts";
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
 * `holes` has 2 to 6 periods along the shorter side, and holes of whole pixels whose area is the asked one but for
 * rounding, as often wider than tall as the other way round. On a side of less than six pixels, where two periods have no
 * room, the lattice repeats along the longer side only. `cells` has 4 cells a side, or 8 in images of more than 32 pixels
 * (our choice), and gives the partner `round(ratio · cells)` of them.
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
    draw(from, ratio, size) {
      const { width: periodX, height: periodY } = periodsOf(2 + integer(from, 5), size);
      const { across, down } = boxSides(ratio, { height: periodY, width: periodX });
      const turned = periodX === periodY && integer(from, 2, 3) === 1;
      return {
        periodX,
        periodY,
        x: integer(from, periodX, 1),
        y: integer(from, periodY, 2),
        holeX: turned ? down : across,
        holeY: turned ? across : down,
      };
    },
    pixel({ periodX, periodY, x, y, holeX, holeY }, at) {
      const inHoleX = inside(lit(0), holeX, mod(sub(at.x, x), periodX));
      const inHoleY = inside(lit(0), holeY, mod(sub(at.y, y), periodY));
      return sub(lit(1), mul(inHoleX, inHoleY));
    },
  });
}

/** A period of at least so many pixels has room for a hole and what is around it. */
const SHORTEST = 3;

/** The periods of a lattice that has so many of them along the shorter side, or as many as there is room for. */
function periodsOf(count: number, { height, width }: Size): Size {
  const along = (side: number) => {
    const room = Math.max(1, Math.floor(side / SHORTEST));
    return Math.ceil(side / Math.min(count, room));
  };
  const shorter = Math.min(height, width);
  if (shorter >= 2 * SHORTEST) return { height: along(shorter), width: along(shorter) };
  // A square period would be too small to be shared: the shorter side is one period, and the longer one has them all.
  return { height: along(height), width: along(width) };
}

function cells(): Mask {
  return defineMask("grid(cells)", {
    edges: true,
    draw(from, ratio, size) {
      const cells = cellsOf(size), count = cells.height * cells.width;
      return { ranks: cellRanks(from, cells, size), level: Math.round(ratio * count) / count };
    },
    pixel: ({ ranks, level }, at) => step(level, field(ranks, at)),
  });
}

/** Counts the cells along each side: those that a side of few pixels has no room for go to the other one. */
function cellsOf({ height, width }: Size): Size {
  const side = Math.max(height, width) <= 32 ? 4 : 8;
  const beside = (other: number) => Math.round(side ** 2 / Math.min(side, other));
  return { height: Math.min(height, beside(width)), width: Math.min(width, beside(height)) };
}

/** A raster that holds, in each of the cells, that cell's rank in a random order, scaled to `(0, 1)`. */
function cellRanks(from: Key, cells: Size, { height, width }: Size): RasterField {
  const count = cells.height * cells.width, order = permutation(from, count);
  const values = new Float32Array(height * width);
  for (let y = 0; y < height; y++) {
    const line = Math.floor((y + 0.5) * cells.height / height) * cells.width;
    for (let x = 0; x < width; x++) {
      const cell = line + Math.floor((x + 0.5) * cells.width / width);
      values[y * width + x] = (order[cell]! + 0.5) / count;
    }
  }
  return { kind: "raster", values };
}
