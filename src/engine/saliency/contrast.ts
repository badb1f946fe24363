import type { ContrastSaliency } from "../../mask/mod.ts";
import { luma } from "./luma.ts";

/**
 * Fine-grained saliency of an image, see `contrast()` of the masks: whole numbers.
 *
 * @param image `[height, width, channels]`
 * @param unit What white is: 1, or 255.
 */
export function contrastOf(
  image: Float32Array,
  [height, width, channels]: readonly [height: number, width: number, channels: number],
  { reaches, scale }: ContrastSaliency,
  unit: number,
): Int32Array {
  const whole = scale === "one"
    ? stretched(luma(image, channels))
    : Int32Array.from(luma(bytesOf(image, unit), channels), (value) => Math.floor(value + 0.5));
  const grey = smooth(smooth(whole, height, width), height, width);
  const sums = integral(grey, height, width);
  const lighter = new Int32Array(grey.length), darker = new Int32Array(grey.length);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      for (const reach of reaches) {
        const left = Math.max(x - reach + 1, 0), right = Math.min(x + reach + 1, width);
        const top = Math.max(y - reach + 1, 0), bottom = Math.min(y + reach + 1, height);
        const count = (right - left) * (bottom - top), line = width + 1;
        const sum = sums[bottom * line + right]! - sums[top * line + right]! - sums[bottom * line + left]! +
          sums[top * line + left]!;
        const more = count === 1 ? 0 : Math.trunc((grey[pixel]! * count - sum) / (count - 1));
        if (more > 0) lighter[pixel]! += more;
        else darker[pixel]! -= more;
      }
    }
  }
  if (scale === "one") return lighter.map((value, i) => value + darker[i]!);
  const [lightest, darkest] = [lighter, darker].map((values) =>
    values.reduce((most, value) => Math.max(most, value), 1)
  ) as [number, number];
  return lighter.map((value, i) =>
    Math.trunc(255 * value / lightest) + Math.trunc(255 * darker[i]! / darkest)
  );
}

/** Whole numbers from 0 to 255; 0 throughout where all values are equal. */
function stretched(values: Float32Array): Int32Array {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const range = Math.fround(values.reduce((most, value) => Math.max(most, value), -Infinity) - low);
  const scale = range > 0 ? Math.fround(255 / range) : 0;
  return Int32Array.from(
    values,
    (value) => Math.floor(Math.fround(Math.fround(Math.fround(value - low) * scale) + 0.5)),
  );
}

/** Every number of an image as a byte. */
function bytesOf(image: Float32Array, unit: number): Float32Array {
  const scale = Math.fround(255 / unit);
  return image.map((value) =>
    Math.min(255, Math.max(0, Math.floor(Math.fround(Math.fround(value * scale) + 0.5))))
  );
}

/** A 3×3 binomial filter, rounded; beyond the border is what is before it. */
function smooth(values: Int32Array, height: number, width: number): Int32Array {
  return values.map((_, pixel) => {
    const x = pixel % width, y = Math.floor(pixel / width);
    const columns = [reflected(x - 1, width), x, reflected(x + 1, width)];
    const line = (row: number) => {
      const [a, b, c] = columns.map((column) => values[row * width + column]!);
      return a! + 2 * b! + c!;
    };
    return (line(reflected(y - 1, height)) + 2 * line(y) + line(reflected(y + 1, height)) + 8) >> 4;
  });
}

/** The place within a side that one at most one pixel beyond its ends reflects (OpenCV's BORDER_REFLECT_101). */
function reflected(i: number, side: number): number {
  return side === 1 ? 0 : i < 0 ? 1 : i < side ? i : side - 2;
}

/** Sums of everything above and to the left, `[height + 1, width + 1]`. */
function integral(values: Int32Array, height: number, width: number): Float64Array {
  const line = width + 1, sums = new Float64Array((height + 1) * line);
  for (let y = 0; y < height; y++) {
    for (let x = 0, sum = 0; x < width; x++) {
      sum += values[y * width + x]!;
      sums[(y + 1) * line + x + 1] = sums[y * line + x + 1]! + sum;
    }
  }
  return sums;
}
