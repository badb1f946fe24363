import { encode } from "fast-png";

/** A PNG of one colour. */
export function flatPng(width: number, height: number, colour: readonly number[]): Uint8Array {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => colour[i % 3]!);
  return encode({ width, height, data, channels: 3 });
}
