import type { Picture } from "./picture.ts";

/**
 * Resizes the largest centred square of an image. Where that shrinks it, a pixel is the mean of the area it covers; where
 * that enlarges it, the four nearest pixels are interpolated bilinearly, with pixel centres at half-integers and the
 * border repeated. At its own size the square is copied. Values are rounded to bytes once, at the end.
 *
 * @param size Rows and columns of the result, at least 1.
 * @returns Its bytes, `size * size * 3`, row-major.
 */
export function resize({ height, width, pixels }: Picture, size: number): Uint8Array<ArrayBuffer> {
  const side = Math.min(height, width);
  const columns = taps((width - side) >> 1, side, size), rows = taps(0, side, size);
  const top = (height - side) >> 1, narrow = new Float64Array(side * size * 3);
  for (let row = top, to = 0; row < top + side; row++) {
    for (const { first, weights } of columns) {
      for (let channel = 0; channel < 3; channel++, to++) {
        let sum = 0;
        for (let tap = 0, at = (row * width + first) * 3 + channel; tap < weights.length; tap++, at += 3) {
          sum += weights[tap]! * pixels[at]!;
        }
        narrow[to] = sum;
      }
    }
  }
  const resized = new Uint8Array(size * size * 3), stride = size * 3;
  for (const [row, { first, weights }] of rows.entries()) {
    for (let column = 0; column < stride; column++) {
      let sum = 0;
      for (let tap = 0, at = first * stride + column; tap < weights.length; tap++, at += stride) {
        sum += weights[tap]! * narrow[at]!;
      }
      resized[row * stride + column] = Math.round(sum);
    }
  }
  return resized;
}

/** The neighbours along an axis that make up a pixel, and how much each counts; weights add up to 1. */
interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

function taps(start: number, side: number, size: number): readonly Taps[] {
  const scale = side / size;
  return Array.from({ length: size }, (_, i) => {
    const { first, weights } = scale >= 1
      ? covered(i * side, side, size)
      : between((i + 0.5) * scale - 0.5, side);
    return { first: start + first, weights };
  });
}

/** The cells that `[from, from + side)` covers, in units of a `size`-th of a cell, so that edges are exact. */
function covered(from: number, side: number, size: number): Taps {
  const first = Math.floor(from / size), last = Math.ceil((from + side) / size) - 1;
  const weights = Array.from({ length: last - first + 1 }, (_, i) => {
    const left = Math.max(from, (first + i) * size), right = Math.min(from + side, (first + i + 1) * size);
    return (right - left) / side;
  });
  return { first, weights };
}

function between(at: number, side: number): Taps {
  const place = Math.min(Math.max(at, 0), side - 1), first = Math.min(Math.floor(place), side - 2);
  return first < 0 ? { first: 0, weights: [1] } : { first, weights: [1 - (place - first), place - first] };
}
