/** A decoded image. */
export interface Picture {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
  /** Red, green and blue bytes, row-major: `height * width * 3`. */
  readonly pixels: Uint8Array;
}

/** A picture as its file has it, and how the camera was held: a number from 1 (upright) to 8, as EXIF counts. */
export interface StoredPicture extends Picture {
  readonly orientation: number;
}

/** Gives the memory of a picture back at once, which the garbage collector would do late; it has no pixels then. */
export function release({ pixels: { buffer, byteLength } }: Picture): void {
  // A part of a larger memory belongs to whoever made that.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** Blends a value from 0 to 255 over white, to a byte. */
export function overWhite(value: number, alpha: number): number {
  return Math.round(255 + (value - 255) * alpha);
}
