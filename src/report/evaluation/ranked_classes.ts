import { softmax } from "../measures/softmax.ts";

/** A class and how likely it is. */
export interface RankedClass {
  readonly name: string;
  /** In `[0, 1]`. */
  readonly probability: number;
}

/**
 * The likeliest classes of an image, the likeliest first; of equally likely ones in the order of the classes.
 *
 * @param logits One number a class.
 * @param names The name of each class.
 * @param count How many, at most.
 *
 * @example
 * ```ts
 * import { rankedClasses } from "@miamix/miamix/report";
 * import { assertEquals } from "@std/assert";
 *
 * const ranked = rankedClasses([0, Math.log(3)], ["cat", "dog"], 5);
 * assertEquals(ranked.map(({ name }) => name), ["dog", "cat"]);
 * assertEquals(ranked.map(({ probability }) => probability.toFixed(2)), ["0.75", "0.25"]);
 * ```
 */
export function rankedClasses(
  logits: ArrayLike<number>,
  names: readonly string[],
  count: number,
): readonly RankedClass[] {
  return [...softmax(logits)]
    .map((probability, c) => ({ name: names[c]!, probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, count);
}
