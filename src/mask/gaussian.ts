import { demand, demandOptions } from "../demand.ts";
import { add, exp, lit, mul, select, sub } from "../expr/mod.ts";
import { integer, uniformBetween } from "../random/mod.ts";
import { calibratedArea, type Centre, type QuadraticForm, quadraticForm } from "./bump.ts";
import { defineMask, type Mask, type Size } from "./mask.ts";

/** Options of {@linkcode gaussian}. */
export interface GaussianOptions {
  /**
   * `identity`: a round bump (GMix). `random`: the covariance `[[1, q], [q, 1]]` with a uniform `q`, turned by a
   * uniform angle, scaled to determinant 1 so that the bump keeps its area (AGMix, MiAMix §3.1).
   *
   * @default {"identity"}
   */
  readonly covariance?: "identity" | "random";
  /** The largest `|q|` of a random covariance, in `[0, 1)`; 1 is singular. @default {0.95} (our choice) */
  readonly maxCorrelation?: number;
  /**
   * How wide the bump is, for a partner's share of `r` in an image of `A` pixels.
   *
   * - `calibrated`: the width with which the mean of the mask, clipped by the border, is the asked share. The smaller of
   *   the two images gets the bump, so shares above one half are inverted.
   * - `unclipped`: `σ² = A·min(r, 1 - r) / 2π`, whose area is the asked share before the border clips it, inverted
   *   likewise (the published code of GMix).
   * - `literal`: `σ² = A·r`, never inverted (MiAMix equations 3 and 4); at one half it gives the partner 75 %.
   *
   * @default {"calibrated"}
   */
  readonly width?: "calibrated" | "unclipped" | "literal";
}

/**
 * A Gaussian bump of the partner, centred on any pixel. The mask of GMix (Park et al. 2022, arXiv 2208.09913), and with
 * a random covariance of AGMix (MiAMix, arXiv 2308.02804).
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function gaussian(options: GaussianOptions = {}): Mask {
  demandOptions("build gaussian()", options, ["covariance", "maxCorrelation", "width"]);
  const { covariance = "identity", maxCorrelation = 0.95, width: rule = "calibrated" } = options;
  const action = "build gaussian()";
  demand(
    ["identity", "random"].includes(covariance),
    action,
    'covariance must be "identity" or "random"',
    covariance,
  );
  demand(
    maxCorrelation >= 0 && maxCorrelation < 1,
    action,
    "maxCorrelation must be in [0, 1)",
    maxCorrelation,
  );
  demand(
    ["calibrated", "unclipped", "literal"].includes(rule),
    action,
    'width must be "calibrated", "unclipped" or "literal"',
    rule,
  );
  const words = [covariance === "random" ? ["random"] : [], rule === "calibrated" ? [] : [rule]].flat();
  return defineMask(`gaussian(${words.join(", ")})`, {
    draw(from, ratio, size) {
      const cx = integer(from, size.width, 0) + 0.5;
      const cy = integer(from, size.height, 1) + 0.5;
      const q = covariance === "random" ? uniformBetween(from, -maxCorrelation, maxCorrelation, 2) : 0;
      const angle = covariance === "random" ? uniformBetween(from, 0, Math.PI, 3) : 0;
      const shape = quadraticForm(q, angle);
      const invert = rule !== "literal" && ratio > 0.5;
      const area = bumpArea(rule, invert ? 1 - ratio : ratio, shape, { cx, cy }, size);
      const scale = area === 0 ? 0 : -Math.PI / area;
      return {
        cx,
        cy,
        xx: scale * shape.xx,
        xy: scale * 2 * shape.xy,
        yy: scale * shape.yy,
        height: area === 0 ? 0 : 1,
        invert: invert ? 1 : 0,
      };
    },
    pixel({ cx, cy, xx, xy, yy, height, invert }, { x, y }) {
      const dx = sub(x, cx), dy = sub(y, cy);
      const exponent = add(add(mul(mul(dx, dx), xx), mul(mul(dx, dy), xy)), mul(mul(dy, dy), yy));
      const bump = mul(height, exp(exponent));
      return select(invert, bump, sub(lit(1), bump));
    },
    pivot: ({ cx, cy }) => ({ x: cx, y: cy }),
  });
}

/** A bump of this area, in pixels, is one pixel; a smaller one is no other, and has numbers beyond 32-bit floats. */
const SMALLEST = 1e-9;

/** The area `A` of a bump `exp(-π·Q / A)`, in pixels; 0 for no bump at all. */
function bumpArea(
  rule: Required<GaussianOptions>["width"],
  share: number,
  shape: QuadraticForm,
  centre: Centre,
  size: Size,
): number {
  const pixels = size.height * size.width;
  if (rule === "literal") return share === 0 ? 0 : Math.max(SMALLEST, 2 * Math.PI * share * pixels);
  if (share * pixels < 0.5) return 0;
  return rule === "unclipped" ? share * pixels : calibratedArea(share, shape, centre, size);
}
