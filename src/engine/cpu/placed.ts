import type { ImageShape, Pixels } from "../../batch.ts";
import type { PassPlan } from "../../plan/draw.ts";
import { placementOf, readingOf } from "../../plan/rows.ts";
import { lerp, shownX, shownY, startOf, within } from "../host/gather_images.ts";
import type { Share } from "./sample.ts";

/**
 * Makes a function that reads the partner of sample `n` where it is placed, at the pixels that the mask leaves to it; the
 * others hold anything.
 */
export function placedReader(
  images: Pixels,
  plan: PassPlan,
  [, height, width, channels]: ImageShape,
): (n: number, share: Share) => Float32Array {
  const seen = new Float32Array(height * width * channels), columns = new Int32Array(width);
  return (n, share) => {
    const { xy, yx, interpolation } = placementOf(plan, n);
    if (xy === 0 && yx === 0 && interpolation === "nearest") readLines(n, share);
    else readPoints(n, share);
    return seen;
  };

  /** Reads nearest pixels where every line shows pixels of one line. */
  function readLines(n: number, share: Share): void {
    const { dx, dy, mirror } = readingOf("partner", plan, n), placement = placementOf(plan, n);
    for (let x = 0; x < width; x++) {
      const shown = within(startOf(shownX(placement, x, 0), false), width);
      const column = (mirror ? width - 1 - shown : shown) + dx;
      columns[x] = column < 0 || column >= width ? -1 : column * channels;
    }
    for (let y = 0, pixel = 0; y < height; y++) {
      const line = within(startOf(shownY(placement, 0, y), false), height) + dy;
      const outside = line < 0 || line >= height;
      const start = (plan.partner[n]! * height + line) * width * channels;
      for (let x = 0; x < width; x++, pixel++) {
        if ((typeof share === "number" ? share : share[pixel]) === 1) continue;
        const column = columns[x]!;
        for (let c = 0; c < channels; c++) {
          seen[pixel * channels + c] = outside || column < 0 ? 0 : images[start + column + c]!;
        }
      }
    }
  }

  /** Reads any placement, point by point. */
  function readPoints(n: number, share: Share): void {
    const { dx, dy, mirror } = readingOf("partner", plan, n), placement = placementOf(plan, n);
    const linear = placement.interpolation === "linear";
    /** A channel of a pixel of the view; 0 outside of the image. */
    const value = (x: number, y: number, c: number) => {
      const column = (mirror ? width - 1 - x : x) + dx, line = y + dy;
      const outside = column < 0 || column >= width || line < 0 || line >= height;
      return outside ? 0 : images[((plan.partner[n]! * height + line) * width + column) * channels + c]!;
    };
    for (let y = 0, pixel = 0; y < height; y++) {
      for (let x = 0; x < width; x++, pixel++) {
        if ((typeof share === "number" ? share : share[pixel]) === 1) continue;
        const u = startOf(shownX(placement, x, y), linear);
        const v = startOf(shownY(placement, x, y), linear);
        const column = Math.floor(u), line = Math.floor(v);
        const left = within(column, width), right = within(column + 1, width);
        const top = within(line, height), bottom = within(line + 1, height);
        const toLeft = Math.fround(1 - Math.fround(u - column)),
          toTop = Math.fround(1 - Math.fround(v - line));
        for (let c = 0; c < channels; c++) {
          const above = lerp(toLeft, value(left, top, c), value(right, top, c));
          seen[pixel * channels + c] = toTop === 1
            ? above
            : lerp(toTop, above, lerp(toLeft, value(left, bottom, c), value(right, bottom, c)));
        }
      }
    }
  }
}
