/** One class index a sample: bytes for up to 256 classes, 16-bit numbers for more. */
export type Labels = Uint8Array | Uint16Array;

/** The most classes that labels can tell apart. */
export const MOST_CLASSES = 65_536;

/** Makes labels for so many classes. */
export function labelsFrom(values: ArrayLike<number>, classes: number): Labels {
  return classes > 256 ? Uint16Array.from(values) : Uint8Array.from(values);
}
