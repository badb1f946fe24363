import type { ImageShape, Pixels } from "../../batch.ts";
import type { Placement } from "../../mask/mod.ts";
import type { Reading } from "../../pair/mod.ts";
import type { PassPlan } from "../../plan/plan.ts";
import { imageOf, placementOf, readingOf, type Side } from "../../plan/rows.ts";
import { retouch } from "../retouch/retouch.ts";

/**
 * A sample's anchor or partner as it is read, `[height, width, channels]`: through its view, then retouched, and a partner
 * then where it is placed.
 *
 * @param unit What white is, where images are retouched.
 */
export function imageAsRead(
  of: Side,
  images: Pixels,
  plan: PassPlan,
  n: number,
  [, ...size]: ImageShape,
  unit: number,
): Float32Array {
  const numbers = size[0] * size[1] * size[2], first = imageOf(of, plan, n) * numbers;
  const seen = viewed(images.subarray(first, first + numbers), readingOf(of, plan, n), size);
  const how = plan.retouches[n]?.[of];
  if (how !== undefined) retouch(seen, how, size, unit);
  return of === "partner" && plan.placements.length > 0 ? placed(seen, placementOf(plan, n), size) : seen;
}

type Size = readonly [height: number, width: number, channels: number];

/** An image through a view; what is outside of it is black. */
function viewed(image: Pixels, { dx, dy, mirror }: Reading, [height, width, channels]: Size): Float32Array {
  return new Float32Array(image.length).map((_, i) => {
    const c = i % channels,
      pixel = Math.floor(i / channels),
      x = pixel % width,
      y = Math.floor(pixel / width);
    const column = (mirror ? width - 1 - x : x) + dx, row = y + dy;
    const isInside = column >= 0 && column < width && row >= 0 && row < height;
    return isInside ? image[(row * width + column) * channels + c]! : 0;
  });
}

/** An image where it is placed, in 32-bit floats; beyond its border its nearest pixel is shown. */
function placed(
  image: Float32Array,
  { xx, xy, x0, yx, yy, y0, interpolation }: Placement,
  [height, width, channels]: Size,
): Float32Array {
  const f = Math.fround;
  const within = (i: number, side: number) => Math.min(side - 1, Math.max(0, i));
  return image.map((_, i) => {
    const c = i % channels, pixel = Math.floor(i / channels);
    const x = pixel % width + 0.5, y = Math.floor(pixel / width) + 0.5;
    const u = f(f(f(xx * x) + f(xy * y)) + x0), v = f(f(f(yx * x) + f(yy * y)) + y0);
    const value = (column: number, row: number) =>
      image[(within(row, height) * width + within(column, width)) * channels + c]!;
    if (interpolation === "nearest") return value(Math.floor(u), Math.floor(v));
    const left = Math.floor(f(u - 0.5)), top = Math.floor(f(v - 0.5));
    const toLeft = f(1 - f(f(u - 0.5) - left)), toTop = f(1 - f(f(v - 0.5) - top));
    const between = (share: number, a: number, b: number) =>
      share === 1 ? a : share === 0 ? b : f(b + f(share * f(a - b)));
    const along = (row: number) => between(toLeft, value(left, row), value(left + 1, row));
    return between(toTop, along(top), along(top + 1));
  });
}
