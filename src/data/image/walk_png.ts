import { crc32 } from "node:zlib";
import { damage } from "./image_problem.ts";
import { demandMemory, demandPixels } from "./limits.ts";
import { orientationOf } from "./orientation.ts";

/** The contents of the chunks of a PNG file that make its pixels, and its orientation. */
export interface PngParts {
  readonly height: number;
  readonly width: number;
  /** Bits of a value: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  readonly colourType: number;
  readonly isInterlaced: boolean;
  readonly palette: Uint8Array;
  /** The transparent colour, or the alpha of palette entries; empty where there is none. */
  readonly transparency: Uint8Array;
  /** The compressed values, in pieces. */
  readonly data: readonly Uint8Array[];
  /** The orientation of the camera, from 1 to 8 as EXIF counts. */
  readonly orientation: number;
  /** Where the image data begin. */
  readonly start: number;
}

/**
 * Walks over the chunks of a PNG file up to its end. Those that make pixels must be whole, and hold data enough for the size
 * of the image; what is in others does not matter.
 *
 * @throws {ImageProblem} If a rule is broken.
 */
export function walkPng(bytes: Uint8Array): PngParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const chunks = new Map<string, Uint8Array>(), data: Uint8Array[] = [];
  let start = 0;
  for (let at = SIGNATURE;;) {
    const end = at + 12 <= bytes.length ? at + 12 + view.getUint32(at) : Infinity;
    if (end > bytes.length) throw damage("a chunk passes the end of the file", at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8)),
      content = bytes.subarray(at + 8, end - 4);
    const isWhole = () => crc32(bytes.subarray(at + 4, end - 4)) === view.getUint32(end - 4);
    if (at === SIGNATURE && (type !== "IHDR" || content.length !== 13)) throw damage("no header", at);
    if (MAKING_PIXELS.includes(type) && !isWhole()) throw damage("a chunk fails its checksum", at);
    if (type === "IDAT") {
      start ||= at;
      data.push(content);
    } else if (!chunks.has(type)) chunks.set(type, content);
    if (type === "IEND") break;
    at = end;
  }
  const header = chunks.get("IHDR")!,
    [depth = 0, colourType = 0, compression, filter, interlace = 0] = header.subarray(8);
  const width = view.getUint32(16), height = view.getUint32(20), none = new Uint8Array();
  demandPixels(height, width, SIGNATURE);
  if (!DEPTHS[colourType]?.includes(depth) || compression !== 0 || filter !== 0 || interlace > 1) {
    throw damage(`a header of no kind of PNG: ${[...header.subarray(8)].join(" ")}`, SIGNATURE);
  }
  const packed = data.reduce((sum, { length }) => sum + length, 0);
  if (width * height * depth / 8 > BEST * packed) throw damage("too few data for its size", SIGNATURE);
  const orientation = orientationOf(chunks.get("eXIf") ?? none);
  demandMemory(bytes.length + 3 * width * height * (orientation > 1 ? 2 : 1), SIGNATURE);
  return {
    ...{ height, width, depth, colourType, isInterlaced: interlace === 1, data, orientation, start },
    palette: chunks.get("PLTE") ?? none,
    transparency: chunks.get("tRNS") ?? none,
  };
}

const SIGNATURE = 8;
const MAKING_PIXELS: readonly string[] = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"];

/** The bits that a value may have, by colour type: grey, RGB, indices of a palette, grey with alpha, RGB with alpha. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** No byte of deflate makes more bytes than this. */
const BEST = 1032;
