import type { Lanes } from "../wgsl/print.ts";

/** Invocations in a workgroup. */
export const THREADS = 32;

/** Pixels that one invocation works on by default: setting up costs as much as working on some. */
const EACH = 32;

/** The pixels of an image shared out to invocations, of which neighbours work on neighbours at a time. */
export interface Runs {
  /** How many places an image has: pixels, or neighbours in a line that are worked on at once. */
  readonly places: number;
  /** How many workgroups they are for. */
  readonly groups: number;
  /** WGSL that finds the `line`, and the `column` of the first pixel, of the place number `place`. */
  readonly find: string;
  /**
   * WGSL that repeats statements for every `place` of an invocation, in a kernel with the uniform `places`; for none
   * where a condition is false.
   */
  readonly along: (statements: string, when?: string) => string;
  /** The same for the places whose bits are set in a variable, from that of the first place on. */
  readonly among: (bits: string, statements: string) => string;
}

/**
 * Shares out the pixels of images of a size, in whose lines so many neighbours are worked on at once.
 *
 * @param each How many pixels an invocation works on; {@linkcode Runs.among} is for at most 32.
 */
export function runsOf(
  [height, width]: readonly [height: number, width: number],
  lanes: Lanes = 1,
  each: number = EACH,
): Runs {
  const inLine = width / lanes, places = height * inLine, ofGroup = THREADS * each / lanes;
  const find = `let line = place / ${inLine};
    let column = (place - line * ${inLine}) * ${lanes};`;
  return {
    places,
    groups: Math.ceil(places / ofGroup),
    find,
    along: (statements, when = "true") =>
      `{
    let first = i32(workgroupId.x) * ${ofGroup} + i32(localIndex);
    let end = select(first, min(first + ${ofGroup}, uniforms.places), ${when});
    for (var place = first; place < end; place += ${THREADS}) {
      ${find}
      ${statements}
    }
  }`,
    among: (bits, statements) =>
      `while (${bits} != 0u) {
    let place = i32(workgroupId.x) * ${ofGroup} + i32(localIndex) + ${THREADS} * i32(firstTrailingBit(${bits}));
    ${bits} &= ${bits} - 1u;
    if (place >= uniforms.places) { break; }
    ${find}
    ${statements}
  }`,
  };
}
