import { band } from "../../../mask/field.ts";
import { COLUMNS } from "./above_table.ts";
import { CUT_LINES } from "../wgsl/rasters.ts";

/** Lines of an image that are looked at to guess the noise at the level, at most. */
export const SAMPLED = 32;

/** How often the range of noise is halved for the guess, where all pixels are looked at, and where some are. */
export const HALVINGS = { all: 10, some: 7 };

/** Pixels near the level that can be ordered, at most, and how many there may be for each invocation: memory is cleared for all. */
const CLOSE = { most: 512, each: { all: 2, some: 6 } };

/** How often the range of the listed pixels is halved before those that are left are ordered. */
export const ORDERING = 6;

/** Software adapters end an invocation after so many turns of its loops. */
const TURNS = 65_535;

/** Tries that are enough for any noise, also where all pixels are equal: to halve between two floats, and between two places. */
const ENOUGH = 100;

/** How often all lines can be made before a software adapter ends the kernel. */
export function triesFor(size: readonly [height: number, width: number]): number {
  const [height, width] = size, { groupsEach, close } = groupsOf(size), { blocks } = linesOf(height);
  const along = band(width) + 1;
  const turns = groupsEach * (along + 1 + blocks);
  const others = along + HALVINGS.all + ORDERING + close +
    Math.min(height, close) * Math.log2(2 * height * width);
  return Math.floor((TURNS - others) / turns);
}

/** Whether the kernel cuts any noise of images of this size. */
export function canCut(size: readonly [height: number, width: number]): boolean {
  return triesFor(size) >= ENOUGH;
}

/** One line of each set of lines. */
export interface Fold {
  /** WGSL for its number, from that of the first one of the set. */
  readonly line: (top: string) => string;
  /** Whether it is further up in the next set. */
  readonly upwards: boolean;
  /** WGSL for where it is written, from where the first one is: {@linkcode CUT_LINES} at a time. */
  readonly block: (block: string) => string;
  /** Its noise, from the sums over waves of even and of odd numbers. */
  readonly sum: string;
}

/** The lines of an image in sets, which share the products of waves. */
export interface LineSets {
  readonly folds: readonly Fold[];
  /** How many sets there are, and how many blocks of those that are made together. */
  readonly sets: number;
  readonly blocks: number;
}

/**
 * Takes the lines of an image together. From the other end of a column cosines are the same, and sines opposite; half a column further on, waves of
 * even numbers are the same, and those of odd numbers opposite.
 */
export function linesOf(height: number): LineSets {
  const at = (from: number, upwards: boolean, sum: string): Fold => {
    const place = (begin: number) => (first: string) =>
      upwards ? `(${begin - 1} - ${first})` : `(${begin} + ${first})`;
    return { line: place(from), upwards, block: place(from / CUT_LINES), sum };
  };
  const first = at(0, false, "(evenCos + oddCos) + (evenSin + oddSin)");
  const fours = [
    first,
    at(height, true, "(evenCos + oddCos) - (evenSin + oddSin)"),
    at(height / 2, true, "(evenCos - oddCos) - (evenSin - oddSin)"),
    at(height / 2, false, "(evenCos - oddCos) + (evenSin - oddSin)"),
  ];
  const folds = height % (4 * CUT_LINES) === 0 ? fours : [first], sets = height / folds.length;
  return { folds, sets, blocks: Math.ceil(sets / CUT_LINES) };
}

/** Columns side by side in groups, which the invocations of a workgroup share. */
export interface ColumnGroups {
  readonly groups: number;
  readonly threads: number;
  readonly groupsEach: number;
  /** Whether all pixels are looked at for the guess. */
  readonly everyPixel: boolean;
  /** How many pixels can be ordered. */
  readonly close: number;
}

/** Shares out the columns of an image. */
export function groupsOf([height, width]: readonly [height: number, width: number]): ColumnGroups {
  const groups = Math.ceil(width / COLUMNS);
  const threads = Math.min(128, Math.max(8, 2 ** Math.ceil(Math.log2(groups))));
  const groupsEach = Math.ceil(groups / threads), everyPixel = height <= SAMPLED && groupsEach === 1;
  const closeEach = CLOSE.each[everyPixel ? "all" : "some"];
  return { groups, threads, groupsEach, everyPixel, close: Math.min(CLOSE.most, closeEach * threads) };
}
