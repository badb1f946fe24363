import { demand, demandOptions } from "../demand.ts";
import { dirichletShares, fold, integer, type Key, uniform, uniformBetween } from "../random/mod.ts";
import type { Affine, Retouching, RetouchStep } from "./retouch.ts";

/** Options of {@linkcode augmixChains}. */
export interface AugmixChainsOptions {
  /** How strong an operation may be, in `[0.1, 10]`. @default {3} (AugMix for CIFAR; 1 for ImageNet) */
  readonly severity?: number;
  /** How many chains there are, an integer ≥ 1. @default {3} (AugMix) */
  readonly width?: number;
  /** The most operations in a chain, an integer in 1 … 8; each number from 1 on is equally likely. @default {3} (AugMix) */
  readonly depth?: number;
  /** The parameter of the laws of the shares, > 0. @default {1} (AugMix) */
  readonly alpha?: number;
}

/**
 * Chains of AugMix (Hendrycks et al. 2020, arXiv 1912.02781, Algorithm AugMix, with the ranges of the authors' code):
 * autocontrast, equalize, posterize, rotate, solarize, shear and translate along x and y, each equally likely and of a
 * level uniform in `[0.1, severity]`. The chains are weighted by Dirichlet(α, …, α), and blended with the image by
 * Beta(α, α).
 *
 * The images must be bytes, or floats in `[0, 1]`: the operations are made for bytes.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function augmixChains(options: AugmixChainsOptions = {}): Retouching {
  demandOptions("build augmixChains()", options, ["severity", "width", "depth", "alpha"]);
  const { severity = 3, width = 3, depth = 3, alpha = 1 } = options, action = "build augmixChains()";
  demand(severity >= 0.1 && severity <= 10, action, "severity must be in [0.1, 10]", severity);
  demand(Number.isInteger(width) && width >= 1, action, "width must be an integer >= 1", width);
  demand(
    Number.isInteger(depth) && depth >= 1 && depth <= 8,
    action,
    "depth must be an integer in 1 … 8",
    depth,
  );
  demand(alpha > 0 && Number.isFinite(alpha), action, "alpha must be > 0", alpha);
  return {
    name: `augmixChains(severity ${severity})`,
    draw(from, size) {
      const weights = width === 1 ? [1] : dirichletShares(fold(from, 0), Array<number>(width).fill(alpha));
      const chains = weights.map((weight, chain) => {
        const own = fold(fold(from, 2), chain);
        const steps = Array.from(
          { length: 1 + integer(fold(own, 0), depth) },
          (_, i) => step(fold(fold(own, 1), i), severity, size),
        );
        return { weight, steps };
      });
      return { share: dirichletShares(fold(from, 1), [alpha, alpha])[0]!, chains };
    },
  };
}

/** Draws an operation. Of a level `l`, strengths are `l / 10` of the full ones, cut to whole numbers where the authors' are. */
function step(
  from: Key,
  severity: number,
  { height, width }: { readonly height: number; readonly width: number },
): RetouchStep {
  const level = uniformBetween(fold(from, 1), 0.1, severity) / 10;
  const sign = uniform(fold(from, 2)) < 0.5 ? -1 : 1;
  switch (integer(fold(from, 0), 9)) {
    case 0:
      return { op: "autocontrast" };
    case 1:
      return { op: "equalize" };
    case 2:
      return { op: "posterize", bits: 4 - Math.floor(4 * level) };
    case 3:
      return { op: "solarize", threshold: 256 - Math.floor(256 * level) };
    case 4:
      return turn(sign * Math.floor(30 * level) * Math.PI / 180, width / 2, height / 2);
    case 5:
      return affine({ xy: sign * 0.3 * level });
    case 6:
      return affine({ yx: sign * 0.3 * level });
    case 7:
      return affine({ x0: sign * Math.floor(width / 3 * level) });
    default:
      return affine({ y0: sign * Math.floor(height / 3 * level) });
  }
}

function affine(parts: Partial<Affine>): RetouchStep {
  return { op: "affine", xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0, ...parts };
}

function turn(angle: number, cx: number, cy: number): RetouchStep {
  const cos = Math.cos(angle), sin = Math.sin(angle);
  return affine({
    xx: cos,
    xy: sin,
    x0: cx - cos * cx - sin * cy,
    yx: -sin,
    yy: cos,
    y0: cy + sin * cx - cos * cy,
  });
}
