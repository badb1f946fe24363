import { crc32 } from "node:zlib";
import { ImageDamage } from "./image_damage.ts";

/**
 * Walks over the chunks of a PNG file: all must be there up to the end, with their checksums, and hold data enough for the
 * size of the image.
 *
 * @param limit How many pixels it may have.
 * @returns Where the image data begin.
 * @throws {ImageDamage} If a rule is broken.
 */
export function walkPng(bytes: Uint8Array, limit: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let data = 0, packed = 0;
  for (let at = SIGNATURE;;) {
    const end = at + 12 <= bytes.length ? at + 12 + view.getUint32(at) : Infinity;
    if (end > bytes.length) throw new ImageDamage("a chunk passes the end of the file", at);
    const type = view.getUint32(at + 4);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
      throw new ImageDamage("a chunk fails its checksum", at);
    }
    if (at === SIGNATURE && (type !== IHDR || end - at !== 25)) throw new ImageDamage("no header", at);
    if (type === IDAT) {
      data ||= at;
      packed += end - at - 12;
    }
    if (type === IEND) break;
    at = end;
  }
  const width = view.getUint32(16), height = view.getUint32(20), depth = bytes[24]!;
  if (width * height > limit) {
    throw new ImageDamage(`${height}×${width} pixels, more than ${limit}`, SIGNATURE);
  }
  if (width * height * depth / 8 > BEST * packed) {
    throw new ImageDamage("too few data for its size", SIGNATURE);
  }
  return data;
}

const SIGNATURE = 8;
const IHDR = 0x49484452, IDAT = 0x49444154, IEND = 0x49454e44;

/** No byte of deflate makes more bytes than this. */
const BEST = 1032;
