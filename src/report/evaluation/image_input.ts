import type { Picture } from "../../data/image/picture.ts";
import { resize } from "../../data/image/resize.ts";

/** The weights of red, green and blue in the brightness of a pixel (ITU-R BT.601). */
const BRIGHTNESS = [0.299, 0.587, 0.114];

/**
 * Makes an image what a network of square images takes: the largest centred square, resized, and for a network of one
 * channel its brightness.
 *
 * @param picture The image.
 * @param side Rows and columns.
 * @param channels 1 or 3.
 * @returns Pixels in `[0, 1]`, `[side, side, channels]`.
 */
export function imageInput(picture: Picture, side: number, channels: number): Float32Array {
  const bytes = resize(picture, side);
  if (channels === 3) return Float32Array.from(bytes, (byte) => byte / 255);
  return Float32Array.from(
    { length: side * side },
    (_, i) => BRIGHTNESS.reduce((sum, weight, c) => sum + weight * bytes[3 * i + c]!, 0) / 255,
  );
}
