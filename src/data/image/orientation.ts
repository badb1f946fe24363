import type { Picture } from "./picture.ts";

/**
 * Which way up images are: `apply` turns and mirrors them as the camera has noted, as viewers do, and `ignore` leaves them
 * as they are stored.
 */
export type Orientation = "apply" | "ignore";

/**
 * Reads how the camera was held from EXIF data.
 *
 * @param exif The data, from their byte order on, or from the word `Exif` before that.
 * @returns A number from 1 to 8; 1, as stored, where they say nothing or are damaged.
 */
export function orientationOf(exif: Uint8Array): number {
  const tiff = startsWithExif(exif) ? exif.subarray(EXIF.length + 1) : exif;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
  try {
    const isLittle = view.getUint16(0) === LITTLE;
    if (!isLittle && view.getUint16(0) !== BIG || view.getUint16(2, isLittle) !== TIFF) return 1;
    const start = view.getUint32(4, isLittle) + 2, count = view.getUint16(start - 2, isLittle);
    for (let entry = start; entry < start + 12 * count; entry += 12) {
      if (view.getUint16(entry, isLittle) !== ORIENTATION) continue;
      const type = view.getUint16(entry + 2, isLittle);
      const value = type === SHORT
        ? view.getUint16(entry + 8, isLittle)
        : type === LONG
        ? view.getUint32(entry + 8, isLittle)
        : 1;
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}

const EXIF = [...new TextEncoder().encode("Exif\0")];

/** Tells if bytes begin as the EXIF segment of a JPEG file does. */
export const startsWithExif = (bytes: Uint8Array): boolean => EXIF.every((byte, i) => bytes[i] === byte);

const LITTLE = 0x4949, BIG = 0x4d4d, TIFF = 42;
const ORIENTATION = 0x0112, SHORT = 3, LONG = 4;

/** Turns and mirrors a picture that is stored with an orientation from 2 to 8, so that it is upright. */
export function upright({ height, width, pixels }: Picture, orientation: number): Picture {
  const isTurned = orientation >= 5;
  const isFlipped = [3, 4, 6, 7].includes(orientation), isMirrored = [2, 3, 7, 8].includes(orientation);
  const start = (isFlipped ? (height - 1) * width : 0) + (isMirrored ? width - 1 : 0);
  const down = isFlipped ? -width : width, across = isMirrored ? -1 : 1;
  const [rows, columns] = isTurned ? [width, height] : [height, width];
  const [rowStep, columnStep] = isTurned ? [across, down] : [down, across];
  const turned = new Uint8Array(pixels.length);
  for (let row = 0, to = 0; row < rows; row++) {
    for (
      let column = 0, from = 3 * (start + row * rowStep);
      column < columns;
      column++, from += 3 * columnStep
    ) {
      turned[to++] = pixels[from]!;
      turned[to++] = pixels[from + 1]!;
      turned[to++] = pixels[from + 2]!;
    }
  }
  return { height: rows, width: columns, pixels: turned };
}
