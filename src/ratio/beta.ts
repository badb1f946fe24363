import { demandOptions } from "../demand.ts";
import { dirichletShares } from "../random/mod.ts";
import { demandAlpha, type RatioLaw } from "./law.ts";

/** Options of {@linkcode beta}. */
export interface BetaOptions {
  /** Both parameters of the law, > 0: 1 is uniform, less prefers the ends. @default {1} (MiAMix Table 1) */
  readonly alpha?: number;
}

/**
 * The symmetric law Beta(alpha, alpha), for one layer (Mixup, CutMix).
 *
 * @throws {RangeError} If alpha is not > 0.
 */
export function beta(options: BetaOptions = {}): RatioLaw {
  demandOptions("build beta()", options, ["alpha"]);
  const { alpha = 1 } = options;
  demandAlpha("build beta()", alpha);
  return {
    name: `beta(${alpha})`,
    layers: 1,
    scope: "sample",
    draw: (from) => [dirichletShares(from, [alpha, alpha])[0]!],
  };
}
