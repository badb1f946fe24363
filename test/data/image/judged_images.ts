import { inflateSync } from "node:zlib";

/** An image file, and what an independent program makes of it. */
export interface JudgedImage {
  readonly kind: string;
  /** Grey levels that a value may be off. */
  readonly tolerance: number;
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly file: Uint8Array;
  readonly pixels: Uint8Array;
}

const bytesOf = (text: string) => Uint8Array.fromBase64(text);

/** Small ones of many kinds: `/usr/bin/python3 judged_images.py golden judged_images.jsonl` writes them. */
export const judgedImages: readonly JudgedImage[] = Deno
  .readTextFileSync(new URL("judged_images.jsonl", import.meta.url)).trim().split("\n")
  .map((line) => {
    const { file, pixels, ...about } = JSON.parse(line);
    return { ...about, file: bytesOf(file), pixels: inflateSync(bytesOf(pixels)) };
  });
