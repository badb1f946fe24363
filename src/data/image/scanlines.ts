import type { PngParts } from "./walk_png.ts";

/** A line of a PNG file, whose pixels are evenly spread over the image. */
export interface Scanline {
  /** Pixels of the line. */
  readonly count: number;
  /** The number of its first pixel in the image. */
  readonly start: number;
  /** From one of its pixels to the next. */
  readonly step: number;
  /** True if no line is above it. */
  readonly isFirst: boolean;
}

/** The lines of a PNG file in their order: rows, or those of seven passes where it is interlaced. */
export function* scanlines({ height, width, isInterlaced }: PngParts): Generator<Scanline> {
  for (const { x, y, across, down } of isInterlaced ? ADAM7 : ROWS) {
    const count = Math.ceil((width - x) / across);
    for (let row = y; row < height && count > 0; row += down) {
      yield { count, start: row * width + x, step: across, isFirst: row === y };
    }
  }
}

/** Where the first pixel of a pass is, and how far it is to the next one. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly across: number;
  readonly down: number;
}

const ROWS: readonly Pass[] = [{ x: 0, y: 0, across: 1, down: 1 }];
const ADAM7: readonly Pass[] = [
  { x: 0, y: 0, across: 8, down: 8 },
  { x: 4, y: 0, across: 8, down: 8 },
  { x: 0, y: 4, across: 4, down: 8 },
  { x: 2, y: 0, across: 4, down: 4 },
  { x: 0, y: 2, across: 2, down: 4 },
  { x: 1, y: 0, across: 2, down: 2 },
  { x: 0, y: 1, across: 1, down: 2 },
];

/**
 * Undoes the filter of a line, in place.
 *
 * @param line Its filter, and its bytes.
 * @param above The line above it, of the same length; zeros where there is none.
 * @param distance Bytes from a pixel to the next, at least 1.
 */
export function unfilter(line: Uint8Array, above: Uint8Array, distance: number): void {
  const filter = line[0]!, begin = 1 + distance;
  if (filter === 0) return;
  if (filter > 4) throw new Error(`a line has the filter ${filter}`);
  for (let i = 1; i < line.length; i++) {
    const left = i < begin ? 0 : line[i - distance]!, up = above[i]!;
    line[i]! += filter === 1
      ? left
      : filter === 2
      ? up
      : filter === 3
      ? left + up >> 1
      : paeth(left, up, i < begin ? 0 : above[i - distance]!);
  }
}

/** Of three neighbours, the one that is nearest to the plane through them. */
function paeth(left: number, up: number, corner: number): number {
  const fromLeft = Math.abs(up - corner), fromUp = Math.abs(left - corner);
  const fromCorner = Math.abs(left + up - 2 * corner);
  return fromLeft <= fromUp && fromLeft <= fromCorner ? left : fromUp <= fromCorner ? up : corner;
}
