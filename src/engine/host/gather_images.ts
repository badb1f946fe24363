import type { ImageShape, Pixels } from "../../batch.ts";
import type { Placement } from "../../mask/mod.ts";
import { afterGather } from "../../plan/gather.ts";
import type { PassPlan } from "../../plan/plan.ts";
import { imageOf, IN_PLACE, placementOf, readingOf, type Side } from "../../plan/rows.ts";
import { retouch } from "../retouch/retouch.ts";

/**
 * Where pixels are read: the four pixels of all images that a point is between, top left to bottom right (-1 outside of
 * the image), and the shares of the left and of the top ones.
 */
export type See = (
  pixel: number,
  topLeft: number,
  topRight: number,
  bottomLeft: number,
  bottomRight: number,
  left: number,
  top: number,
) => void;

/**
 * Shows for every pixel of every sample where its anchor or partner is read: through its view, and a partner then where
 * it is placed.
 */
export function seeImages(
  of: Side,
  plan: PassPlan,
  samples: number,
  height: number,
  width: number,
  see: See,
): void {
  const isPlaced = of === "partner" && plan.placements.length > 0;
  for (let n = 0, pixel = 0; n < samples; n++) {
    const image = imageOf(of, plan, n), { dx, dy, mirror } = readingOf(of, plan, n);
    const at = (x: number, y: number) => {
      const column = (mirror ? width - 1 - x : x) + dx, line = y + dy;
      const outside = column < 0 || column >= width || line < 0 || line >= height;
      return outside ? -1 : (image * height + line) * width + column;
    };
    const placement = isPlaced ? placementOf(plan, n) : IN_PLACE,
      linear = placement.interpolation === "linear";
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, pixel++) {
        const u = startOf(shownX(placement, x, y), linear), v = startOf(shownY(placement, x, y), linear);
        const column = Math.floor(u), line = Math.floor(v);
        const left = within(column, width), right = within(column + 1, width);
        const top = within(line, height), bottom = within(line + 1, height);
        see(
          pixel,
          at(left, top),
          at(right, top),
          at(left, bottom),
          at(right, bottom),
          Math.fround(1 - Math.fround(u - column)),
          Math.fround(1 - Math.fround(v - line)),
        );
      }
    }
  }
}

/**
 * Makes every sample's anchor or partner as it is read: through its view, then retouched, and a partner then where it is
 * placed.
 *
 * @param unit What white is, where images are retouched.
 */
export function gatherImages(
  of: Side,
  images: Pixels,
  plan: PassPlan,
  shape: ImageShape,
  unit: number,
): Float32Array {
  if (plan.retouches.length === 0) return gathered(of, images, plan, shape);
  const [samples, ...size] = shape, pixels = size.reduce((product, side) => product * side, 1);
  const seen = gathered(of, images, { ...plan, placements: new Float32Array() }, shape);
  for (let n = 0; n < samples; n++) {
    const own = plan.retouches[n]![of];
    if (own !== undefined) retouch(seen.subarray(n * pixels, (n + 1) * pixels), own, size, unit);
  }
  if (of === "anchor" || plan.placements.length === 0) return seen;
  const { placements } = plan;
  return gathered(of, seen, { ...afterGather(plan, { anchor: true, partner: true }), placements }, shape);
}

/** Every sample's anchor or partner through its view, a partner then where it is placed. */
function gathered(
  of: Side,
  images: Pixels,
  plan: PassPlan,
  [samples, height, width, channels]: ImageShape,
): Float32Array {
  const out = new Float32Array(samples * height * width * channels);
  const value = (pixel: number, c: number) => pixel < 0 ? 0 : images[pixel * channels + c]!;
  seeImages(of, plan, samples, height, width, (pixel, a, b, d, e, left, top) => {
    for (let c = 0; c < channels; c++) {
      const above = lerp(left, value(a, c), value(b, c));
      out[pixel * channels + c] = top === 1 ? above : lerp(top, above, lerp(left, value(d, c), value(e, c)));
    }
  });
  return out;
}

/** The column of the point that the middle of a pixel shows. */
export function shownX({ xx, xy, x0 }: Placement, x: number, y: number): number {
  return Math.fround(Math.fround(Math.fround(xx * (x + 0.5)) + Math.fround(xy * (y + 0.5))) + x0);
}

/** The row of that point. */
export function shownY({ yx, yy, y0 }: Placement, x: number, y: number): number {
  return Math.fround(Math.fround(Math.fround(yx * (x + 0.5)) + Math.fround(yy * (y + 0.5))) + y0);
}

/** How far a point is along a side, counted in pixels from the middle of the first, or the pixel that it is in. */
export function startOf(point: number, linear: boolean): number {
  return linear ? Math.fround(point - 0.5) : Math.floor(point);
}

/** The nearest pixel of a side. */
export function within(i: number, side: number): number {
  return Math.min(side - 1, Math.max(0, i));
}

/** `b + share·(a - b)`; exactly `a` for 1 and `b` for 0, whatever is in the other one. */
export function lerp(share: number, a: number, b: number): number {
  if (share === 1) return a;
  if (share === 0) return b;
  return Math.fround(b + Math.fround(share * Math.fround(a - b)));
}
