import type { Lanes } from "./wgsl.ts";

/** Invocations in a workgroup. */
export const THREADS = 32;

/** Neighbours in a line that one invocation works on, at most: finding a place costs more than working on what is there. */
const LONGEST = 32;

/** An image cut into runs of neighbours in a line. */
export interface Runs {
  /** How many runs an image has. */
  readonly count: number;
  /** How many workgroups they are for. */
  readonly groups: number;
  /** WGSL that finds the `line` and the `first` column of the run number `run`. */
  readonly find: string;
  /** WGSL that repeats statements for every `column` of the run, or the first of those that are worked on at once. */
  along(statements: string): string;
}

/** Cuts images of a size into runs, along which so many neighbours are worked on at once. */
export function runsOf(
  [height, width]: readonly [height: number, width: number],
  lanes: Lanes = 1,
): Runs {
  const length = lanes * Math.ceil(width / Math.ceil(width / LONGEST) / lanes);
  const inLine = Math.ceil(width / length);
  const end = width % length === 0 ? `first + ${length}` : `min(first + ${length}, ${width})`;
  return {
    count: height * inLine,
    groups: Math.ceil(height * inLine / THREADS),
    find: `let line = run / ${inLine};
  let first = (run - line * ${inLine}) * ${length};`,
    along: (statements) =>
      `for (var column = first; column < ${end}; column += ${lanes}) {
    ${statements}
  }`,
  };
}
