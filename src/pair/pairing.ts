import type { Key } from "../random/mod.ts";

/** How samples meet: a rule that gives every sample a partner. */
export interface Pairing {
  /** How the rule is written, such as `anyone(self 0.1)`. */
  readonly name: string;
  /** Whether a sample's partner is independent of the other samples, given the size of the pool. */
  readonly perSample: boolean;
  /**
   * Gives the partner of one sample.
   *
   * @param keys A key of the sample's own, and one that the whole batch shares.
   * @param self The sample's own place in the pool.
   * @param pool How many partners there are to choose from, at least 1.
   * @returns A place in the pool, `0 … pool - 1`.
   */
  partner(keys: { readonly sample: Key; readonly batch: Key }, self: number, pool: number): number;
}
