import { demand, demandOptions } from "../demand.ts";
import { integer, uniform } from "../random/mod.ts";
import type { Pairing } from "./pairing.ts";

/** Options of {@linkcode anyone}. */
export interface AnyoneOptions {
  /** The probability that a sample is its own partner, in `[0, 1]`. @default {0} */
  readonly self?: number;
}

/**
 * Every sample draws its partner independently: itself with probability `self`, else one of the others, each equally
 * likely (MiAMix Algorithm 1, line 6). A pool of one leaves only itself.
 *
 * @throws {RangeError} If `self` is out of its range.
 */
export function anyone(options: AnyoneOptions = {}): Pairing {
  demandOptions("build anyone()", options, ["self"]);
  const { self: chance = 0 } = options;
  demand(chance >= 0 && chance <= 1, "build anyone()", "self must be in [0, 1]", chance);
  return {
    name: chance === 0 ? "anyone()" : `anyone(self ${chance})`,
    perSample: true,
    partner: ({ sample }, self, pool) =>
      pool === 1 || chance > 0 && uniform(sample, 0) < chance
        ? self
        : (self + 1 + integer(sample, pool - 1, 1)) % pool,
  };
}
