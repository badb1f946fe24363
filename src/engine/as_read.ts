import type { ImageShape, Pixels } from "../batch.ts";
import type { PassPlan } from "../draw.ts";

/** Whether partners have to be made as they are read before they are mixed: to be moved, or to be looked at. */
export function readsPartnersAhead({ placements, peaks }: PassPlan): boolean {
  return placements.length > 0 || peaks.some(({ of }) => of === "partner");
}

/** The plan with which partners that {@linkcode asRead} has made are blended: each in its own place, as it is. */
export function withPartnersRead(plan: PassPlan): PassPlan {
  const samples = plan.partner.length;
  return {
    ...plan,
    partner: Uint32Array.from({ length: samples }, (_, n) => n),
    views: plan.views.map((value, i) => i % 6 < 3 ? value : 0),
    placements: new Float32Array(),
  };
}

/** Makes every sample's anchor or partner as it is read: through its view, and a partner then where it is placed. */
export function asRead(
  of: "anchor" | "partner",
  images: Pixels,
  { partner, views, placements }: PassPlan,
  [samples, height, width, channels]: ImageShape,
): Float32Array {
  const out = new Float32Array(samples * height * width * channels);
  for (let n = 0, pixel = 0; n < samples; n++) {
    const image = of === "anchor" ? n : partner[n]!, view = 6 * n + (of === "anchor" ? 0 : 3);
    const [dx, dy, mirror] = views.subarray(view, view + 3) as unknown as [number, number, number];
    const at = (x: number, y: number) => {
      const column = (mirror === 1 ? width - 1 - x : x) + dx, line = y + dy;
      const outside = column < 0 || column >= width || line < 0 || line >= height;
      return outside ? -1 : ((image * height + line) * width + column) * channels;
    };
    const placed = of === "partner" && placements.length > 0
      ? placements.subarray(7 * n, 7 * n + 7)
      : AS_IT_IS;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, pixel++) {
        const [left, right, shareX] = neighbours(pointOf(placed, 0, x, y), width, placed[6] === 1);
        const [top, bottom, shareY] = neighbours(pointOf(placed, 3, x, y), height, placed[6] === 1);
        const corners = [at(left, top), at(right, top), at(left, bottom), at(right, bottom)];
        for (let c = 0; c < channels; c++) {
          const [a, b, d, e] = corners.map((corner) => corner < 0 ? 0 : images[corner + c]!);
          out[pixel * channels + c] = lerp(shareY, lerp(shareX, a!, b!), lerp(shareX, d!, e!));
        }
      }
    }
  }
  return out;
}

/** A placement that leaves the partner where it is. */
export const AS_IT_IS: Float32Array = Float32Array.of(1, 0, 0, 0, 1, 0, 0);

/** One coordinate of the point that the middle of a pixel shows. */
function pointOf(placed: Float32Array, first: number, x: number, y: number): number {
  const alongX = Math.fround(placed[first]! * (x + 0.5)),
    alongY = Math.fround(placed[first + 1]! * (y + 0.5));
  return Math.fround(Math.fround(alongX + alongY) + placed[first + 2]!);
}

/** The two pixels along a side that a point is between, and the share of the first. */
function neighbours(point: number, side: number, linear: boolean): readonly [number, number, number] {
  const last = side - 1, within = (i: number) => Math.min(last, Math.max(0, i));
  const from = linear ? Math.fround(point - 0.5) : Math.floor(point);
  const first = Math.floor(from);
  return [within(first), within(first + 1), Math.fround(1 - Math.fround(from - first))];
}

/** `b + share·(a - b)`; exactly `a` for 1 and `b` for 0, whatever is in the other one. */
export function lerp(share: number, a: number, b: number): number {
  if (share === 1) return a;
  if (share === 0) return b;
  return Math.fround(b + Math.fround(share * Math.fround(a - b)));
}
