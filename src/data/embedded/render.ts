import { bits, type Key } from "../../random/mod.ts";
import { type Layer, type Scene, STEEPEST } from "./scene.ts";

/**
 * Renders a scene as one image of `size * size` RGB pixels; the number of pixels is even.
 *
 * @param target Where to write: `size * size * 3` bytes, row-major, channels innermost.
 * @param noise The key of the pixel noise, uniform and independent in every channel of every pixel: a random word
 * gives ten bits to each channel of a pixel.
 */
export function render(
  { layers, noise: strength }: Scene,
  size: number,
  target: Uint8Array,
  noise: Key,
): void {
  const canvas = new Float64Array(size * size * 3);
  for (const layer of layers) cover(canvas, size, layer);
  for (let at = 0, pair = 0; at < canvas.length; pair++) {
    for (const word of bits(noise, pair)) {
      for (let shift = 0; shift < 30; shift += 10, at++) {
        const value = canvas[at]! + strength * (((word >>> shift) & 1023) / 511.5 - 1);
        target[at] = Math.floor(255 * Math.min(1, Math.max(0, value)) + 0.5);
      }
    }
  }
}

/**
 * Paints a layer over the canvas; pixels that its outline crosses are covered in part. A distance says how many pixels
 * of the row can be skipped.
 */
function cover(canvas: Float64Array, size: number, { distance, paint }: Layer): void {
  const { first, second, pattern } = paint;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const share = Math.min(1, 0.5 - distance(x + 0.5, y + 0.5));
      if (share <= 0) {
        x += Math.floor(-share / STEEPEST);
        continue;
      }
      const mixed = pattern(x + 0.5, y + 0.5);
      for (let channel = 0, at = 3 * (y * size + x); channel < 3; channel++, at++) {
        const color = first[channel]! + mixed * (second[channel]! - first[channel]!);
        canvas[at] = canvas[at]! + share * (color - canvas[at]!);
      }
    }
  }
}
