import { demand } from "../demand.ts";
import { fold, integer, key, uniform } from "../random/mod.ts";
import type { Samples } from "./dataset.ts";
import { MOST_CLASSES } from "./labels.ts";

/** Options of {@linkcode mislabel}. */
export interface MislabelOptions {
  /** The probability that a label is wrong, in `[0, 1]`. */
  readonly probability: number;
  /** The number of classes, an integer in `2…65536`. */
  readonly classes: number;
  /** Which labels are wrong and how, an integer in `[0, 2^53)`. @default {0} */
  readonly seed?: number;
}

/**
 * Gives labels symmetric noise: each is, with a probability and independently of all others, replaced by one of the other
 * classes, all equally likely. So the probability is the expected share of wrong labels. Images are shared, not copied.
 *
 * What happens to a label depends on the seed and its row alone, and a row that is wrong at one probability is equally
 * wrong at any higher one.
 *
 * @throws {RangeError} If an option is out of its range, or a label is not below the number of classes.
 *
 * @example
 * ```ts
 * import { embedded, mislabel } from "@miamix/miamix/data";
 * import { assert } from "@std/assert";
 *
 * const { train } = embedded({ train: 1000, test: 10 });
 * const noisy = mislabel(train, { probability: 0.4, classes: 10, seed: 1 });
 * const wrong = train.labels.filter((label, row) => label !== noisy.labels[row]).length;
 * assert(wrong > 350 && wrong < 450);
 * ```
 */
export function mislabel<S extends Samples>(
  split: S,
  { probability, classes, seed = 0 }: MislabelOptions,
): S {
  const action = "mislabel() a split";
  demand(probability >= 0 && probability <= 1, action, "probability must be in [0, 1]", probability);
  const fits = Number.isSafeInteger(classes) && classes >= 2 && classes <= MOST_CLASSES;
  demand(fits, action, "classes must be an integer in 2…65536", classes);
  const strange = split.labels.find((label) => label >= classes);
  demand(strange === undefined, action, `labels must be below ${classes}`, strange);
  const root = key(seed);
  const labels = split.labels.map((label, row) => {
    const sample = fold(root, row);
    if (uniform(sample) >= probability) return label;
    return (label + 1 + integer(sample, classes - 1, 1)) % classes;
  });
  return { ...split, labels };
}
