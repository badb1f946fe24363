/** Why an image is not decoded, and where in its file that shows. */
export class ImageProblem extends Error {
  /** Always `"ImageProblem"`. */
  override readonly name = "ImageProblem";

  /**
   * @param rule What the image must be, or have: `must have 8 bits a channel`.
   * @param value What is there instead.
   * @param byte The place in the file.
   */
  constructor(readonly rule: string, readonly value: string, readonly byte: number, options?: ErrorOptions) {
    super(`${rule}, current value is ${value}`, options);
  }
}

/** Says that an image is not whole. */
export function damage(reason: string, byte: number, options?: ErrorOptions): ImageProblem {
  return new ImageProblem("must be a whole image", `damaged: ${reason}`, byte, options);
}

/** Returns the message of a decoder's error. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
