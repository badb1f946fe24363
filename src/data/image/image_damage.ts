/** Why an image cannot be decoded, and where in its file that shows. */
export class ImageDamage extends Error {
  /** Always `"ImageDamage"`. */
  override readonly name = "ImageDamage";

  /**
   * @param message The reason.
   * @param byte The place in the file.
   */
  constructor(message: string, readonly byte: number, options?: ErrorOptions) {
    super(message, options);
  }
}

/** What an error of a decoder says. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
