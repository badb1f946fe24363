import * as fc from "fast-check";
import type { Split } from "../../src/data/dataset.ts";

/** A split of one-pixel images whose pixel is their row. */
export function splitOf(labels: readonly number[]): Split {
  return {
    count: labels.length,
    images: Uint8Array.from(labels.keys()),
    labels: Uint8Array.from(labels),
  };
}

/** Labels of up to 200 samples in four classes, some of which may not occur. */
export const anyLabels: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: 0, max: 3 }), {
  minLength: 2,
  maxLength: 200,
});

/** How often a label occurs. */
export const countOf = (labels: Iterable<number>, wanted: number): number =>
  [...labels].filter((label) => label === wanted).length;
