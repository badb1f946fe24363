/**
 * Makes a law of ratios, or a mask, draw once for the whole batch instead of once for every sample.
 *
 * @example
 * ```ts
 * import { beta, box, mask, merge, mix, pair, perBatch, product, sampleRatios, shuffled } from "@miamix/miamix";
 * import { pipe } from "fp-ts/function";
 *
 * // CutMix as its authors publish it: one ratio and one box a batch
 * pipe(pair(shuffled()), sampleRatios(perBatch(beta())), mask(perBatch(box())), merge(product()), mix());
 * ```
 */
export function perBatch<R extends { readonly name: string; readonly scope: "sample" | "batch" }>(
  rule: R,
): R {
  return { ...rule, name: `perBatch(${rule.name})`, scope: "batch" };
}
