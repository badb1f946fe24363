import type { Saliency } from "./saliency.ts";

/** The most salient pixel of an image as it is read, which engines find before they evaluate masks. */
export interface Peak {
  /** Which image: the sample's own, or its partner. */
  readonly of: "anchor" | "partner";
  readonly saliency: Saliency;
}

/** A coordinate of a {@linkcode Peak}, drawn in place of a number: a column or a row, from 0. */
export interface PeakCoordinate {
  readonly kind: "peak";
  readonly axis: "x" | "y";
  readonly peak: Peak;
}

/**
 * Where an image is most salient, for a mask to draw: the first such pixel of the first such row. What one draw gives
 * is found once, for the first sample that it serves.
 *
 * @example
 * ```ts
 * import { contrast, defineMask, hypot, peak, step, sub } from "@miamix/miamix";
 *
 * const spotlight = defineMask("spotlight", {
 *   draw: (_, ratio, { height, width }) => ({
 *     ...peak("partner", contrast()),
 *     r: Math.sqrt(ratio * height * width / Math.PI),
 *   }),
 *   pixel: (spot, at) => step(spot.r, hypot(sub(at.x, spot.x), sub(at.y, spot.y))),
 * });
 * ```
 */
export function peak(
  of: Peak["of"],
  saliency: Saliency,
): { readonly x: PeakCoordinate; readonly y: PeakCoordinate } {
  const found: Peak = { of, saliency };
  return { x: { kind: "peak", axis: "x", peak: found }, y: { kind: "peak", axis: "y", peak: found } };
}
