import { demand, demandOptions } from "../demand.ts";
import { dirichletShares, fold, integer } from "../random/mod.ts";
import { demandAlpha, type RatioLaw } from "./law.ts";

/** Options of {@linkcode dirichlet}. */
export interface DirichletOptions {
  /** The concentration of every layer, > 0. @default {1} (MiAMix Table 1) */
  readonly alpha?: number;
  /** How many layers there are, or the numbers of which one is taken, each equally likely. @default {[1, 2]} */
  readonly layers?: number | readonly number[];
}

/**
 * Shares the image among `k` layers and the anchor by Dirichlet(α, …, α, kα): the anchor's share has the parameter kα,
 * so it is one half on average whatever `k` is (MiAMix equation 9). The default for `layers` is the paper's best
 * (Table 5): one or two, drawn for every sample.
 *
 * @throws {RangeError} If alpha is not > 0, or a number of layers is not an integer ≥ 1.
 */
export function dirichlet(options: DirichletOptions = {}): RatioLaw {
  demandOptions("build dirichlet()", options, ["alpha", "layers"]);
  const { alpha = 1, layers = [1, 2] } = options;
  const action = "build dirichlet()";
  const counts = typeof layers === "number" ? [layers] : layers;
  demandAlpha(action, alpha);
  demand(
    counts.length > 0 && counts.every((k) => Number.isInteger(k) && k >= 1),
    action,
    "layers must be an integer >= 1, or a list of them",
    layers,
  );
  const concentrations = counts.map((k) => [...Array<number>(k).fill(alpha), k * alpha]);
  return {
    name: `dirichlet(${alpha}, ${counts.join(" or ")} ${counts.at(-1) === 1 ? "layer" : "layers"})`,
    layers: Math.max(...counts),
    scope: "sample",
    draw(from) {
      const which = integer(from, counts.length);
      return dirichletShares(fold(from, 1), concentrations[which]!).slice(0, -1);
    },
  };
}
