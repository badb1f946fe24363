/**
 * Where the partner is read, in place of the point itself: the point `(x, y)` of the result shows the partner's point
 * `(xx·x + xy·y + x0, yx·x + yy·y + y0)`, in pixels. Beyond the partner's border its nearest pixel is shown.
 */
export interface Placement {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
  /** The pixel that the point is in, or the four around it weighted by nearness (bilinear). */
  readonly interpolation: "nearest" | "linear";
}
