import { demand, demandOptions } from "../demand.ts";
import { field, lit, sub } from "../expr/mod.ts";
import { defineMask, type Mask, type PartnerSeen } from "./mask.ts";

/** Options of {@linkcode mostAttended}. */
export interface MostAttendedOptions {
  /**
   * Where a network looks in an image: `grid × grid` numbers, row by row, of the image at a place in the pool (without a
   * pool, in the batch).
   */
  readonly attention: (place: number) => ArrayLike<number>;
  /** How many cells a side of the attention has, an integer >= 1. @default {7} (Attentive CutMix) */
  readonly grid?: number;
}

/**
 * The cells of the partner to which a network attends most, as many as make the asked share: `round(ratio · cells)`, of
 * two alike the earlier one. On a side of fewer pixels than cells, those cells count that hold a pixel. The mask of Attentive CutMix (Walawalkar et al. 2020, arXiv 2003.13048). The cells go with
 * the view through which the partner is read.
 *
 * @throws {RangeError} If the grid is not an integer >= 1, or (when masks are drawn) an attention is not of its size.
 */
export function mostAttended(options: MostAttendedOptions): Mask {
  const action = "build mostAttended()";
  demandOptions(action, options, ["attention", "grid"]);
  const { attention, grid = 7 } = options;
  demand(typeof attention === "function", action, "attention must be a function", attention);
  demand(Number.isInteger(grid) && grid >= 1, action, "grid must be an integer >= 1", grid);
  return defineMask(`mostAttended(${grid}×${grid})`, {
    edges: true,
    draw(_, ratio, { height, width, partner }) {
      const values = new Float32Array(height * width);
      if (partner === undefined) return { cells: { kind: "raster", values } };
      const cellOf = (x: number, y: number) =>
        Math.floor((y + 0.5) * grid / height) * grid + Math.floor((x + 0.5) * grid / width);
      const cells = new Set(Array.from(values, (_, i) => cellOf(i % width, Math.floor(i / width))));
      const chosen = most(attention(partner.place), cells, Math.round(ratio * cells.size), grid);
      for (let y = 0, pixel = 0; y < height; y++) {
        for (let x = 0; x < width; x++, pixel++) {
          const [column, line] = seen(partner, x, y, width);
          const outside = column < 0 || column >= width || line < 0 || line >= height;
          const isChosen = !outside && chosen.has(cellOf(column, line));
          values[pixel] = isChosen || chosen.size === cells.size ? 1 : 0;
        }
      }
      return { cells: { kind: "raster", values } };
    },
    pixel: ({ cells }, at) => sub(lit(1), field(cells, at)),
  });
}

/** The pixel of the partner that is read. */
function seen(
  { dx, dy, mirror }: PartnerSeen,
  x: number,
  y: number,
  width: number,
): readonly [number, number] {
  return [(mirror ? width - 1 - x : x) + dx, y + dy];
}

/** Those of some cells that have the largest numbers. */
function most(
  attention: ArrayLike<number>,
  cells: ReadonlySet<number>,
  count: number,
  grid: number,
): ReadonlySet<number> {
  demand(
    attention.length === grid ** 2,
    "draw mostAttended()",
    `an attention must be ${grid ** 2} numbers`,
    attention.length,
  );
  const sorted = [...cells].sort((a, b) => attention[b]! - attention[a]! || a - b);
  return new Set(sorted.slice(0, count));
}
