import { damage, ImageProblem } from "./image_problem.ts";
import { demandMemory, demandPixels } from "./limits.ts";
import { orientationOf } from "./orientation.ts";

/** The contents of a WebP file's chunks. */
export interface WebpParts {
  readonly height: number;
  readonly width: number;
  /** The orientation of the camera, from 1 to 8 as EXIF counts. */
  readonly orientation: number;
  /** Where the image data begin. */
  readonly data: number;
}

/**
 * Walks over the chunks of a WebP file: all must be there, and hold one image that is not too large.
 *
 * @throws {ImageProblem} If a rule is broken, or the file is of a kind that is not decoded.
 */
export function walkWebp(bytes: Uint8Array): WebpParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const stop = bytes.length < FIRST ? Infinity : 8 + view.getUint32(4, true);
  if (stop > bytes.length) throw damage("it ends too soon", bytes.length);
  let orientation = 1, frame: Frame | undefined;
  for (let at = FIRST; at + 8 <= stop;) {
    const type = view.getUint32(at), size = view.getUint32(at + 4, true), end = at + 8 + size;
    if (end > stop) throw damage("a chunk passes the end of the file", at);
    if (type === ANIM) throw new ImageProblem("must be a single image", "an animation", at);
    if (type === EXIF) orientation = orientationOf(bytes.subarray(at + 8, end));
    if (type === LOSSY || type === LOSSLESS) {
      if (size < 10) throw damage("a frame header is too short", at);
      frame ??= type === LOSSY ? lossyFrame(view, at) : losslessFrame(view, at);
    }
    at = end + size % 2;
  }
  if (frame === undefined) throw damage("no image data", bytes.length);
  const { at, height, width, each } = frame;
  demandPixels(height, width, at);
  demandMemory(bytes.length + height * width * (each + (orientation > 1 ? 3 : 0)), at);
  return { height, width, orientation, data: at };
}

/** The contents of a frame's header, and the bytes that a pixel takes while it is decoded. */
interface Frame {
  readonly at: number;
  readonly height: number;
  readonly width: number;
  readonly each: number;
}

function lossyFrame(view: DataView, at: number): Frame {
  const side = (place: number) => view.getUint16(at + 8 + place, true) & 0x3fff;
  return { at, width: side(6), height: side(8), each: RESULT + 2 };
}

function losslessFrame(view: DataView, at: number): Frame {
  const sides = view.getUint32(at + 9, true);
  return { at, width: 1 + (sides & 0x3fff), height: 1 + (sides >> 14 & 0x3fff), each: 2 * RESULT };
}

/** Red, green, blue and alpha. */
const RESULT = 4;

/** Where the first chunk begins, after `RIFF`, a size and `WEBP`. */
const FIRST = 12;
const LOSSY = 0x56503820, LOSSLESS = 0x5650384c, ANIM = 0x414e494d, EXIF = 0x45584946;
