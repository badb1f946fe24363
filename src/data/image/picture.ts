/** A decoded image. */
export interface Picture {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
  /** Red, green and blue bytes, row-major: `height * width * 3`. */
  readonly pixels: Uint8Array;
}
