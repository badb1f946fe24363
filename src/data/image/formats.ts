/** An image format that is decoded. */
export interface ImageFormat {
  readonly name: string;
  /** The endings of its files, in small letters. */
  readonly extensions: readonly string[];
}

/** The formats that are decoded. Which of them a file has, its first bytes say, not its name. */
export const imageFormats: readonly ImageFormat[] = [
  { name: "PNG", extensions: ["png"] },
  { name: "JPEG", extensions: ["jpg", "jpeg", "jpe", "jfif", "jif", "pjpeg", "pjp"] },
  { name: "WebP", extensions: ["webp"] },
];
