/** An array of bytes in one or more dimensions, the last one innermost. */
export interface ByteArray {
  /** The size of every dimension. */
  readonly shape: readonly number[];
  /** Its values: as many as the product of the sizes. */
  readonly values: Uint8Array;
}
