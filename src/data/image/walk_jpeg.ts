import { ImageDamage } from "./image_damage.ts";

/**
 * Walks over the segments of a JPEG file and demands what its decoder does not: an end, a size that its data can fill, and a
 * number of scans that no honest file needs more of. So a small file never makes the decoder work for long.
 *
 * @param limit How many pixels it may have.
 * @returns Where the image data begin.
 * @throws {ImageDamage} If a rule is broken.
 */
export function walkJpeg(bytes: Uint8Array, limit: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let scans = 0, data = 0, blocks = 0, header = 2;
  for (let at = findMarker(bytes, 2);; at = findMarker(bytes, at)) {
    const marker = bytes[at + 1]!;
    if (marker === END) break;
    if (ALONE(marker)) {
      at += 2;
      continue;
    }
    const length = at + 4 <= bytes.length ? view.getUint16(at + 2) : Infinity;
    const end = at + 2 + length;
    if (end > bytes.length) throw new ImageDamage("a segment passes the end of the file", at);
    if (FRAMES.includes(marker)) {
      if (length < 8) throw new ImageDamage("a frame header is too short", at);
      header = at;
      const height = view.getUint16(at + 5), width = view.getUint16(at + 7);
      if (height * width > limit) throw new ImageDamage(`${height}×${width} pixels, more than ${limit}`, at);
      blocks = Math.ceil(height / 8) * Math.ceil(width / 8);
    }
    if (marker === SCAN) {
      data ||= at;
      if (++scans > MOST_SCANS) throw new ImageDamage(`more than ${MOST_SCANS} scans`, at);
    }
    at = Math.max(end, at + 2);
  }
  if (scans === 0) throw new ImageDamage("no image data", bytes.length);
  // A block takes at least a bit in the scan that begins it.
  if (blocks > 8 * (bytes.length - data)) throw new ImageDamage("too few data for its size", header);
  return data;
}

const END = 0xd9;
const SCAN = 0xda;

/** Sequential, extended and progressive frames: those that the decoder knows. */
const FRAMES: readonly number[] = [0xc0, 0xc1, 0xc2];

/** Restart and other markers without a segment. */
const ALONE = (marker: number) => marker === 1 || marker >= 0xd0 && marker <= 0xd8;

/** Programs write about ten; a scan costs the decoder time whatever is in it. */
const MOST_SCANS = 500;

/** The next marker from a place on; whatever else stands before is passed over, as the data of a scan are. */
function findMarker(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff) return at;
  }
  throw new ImageDamage("it ends without an end marker", bytes.length);
}
