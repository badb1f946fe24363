import { damage, ImageProblem } from "./image_problem.ts";
import { demandMemory, demandPixels } from "./limits.ts";
import { orientationOf, startsWithExif } from "./orientation.ts";

/** The contents of a JPEG file's segments. */
export interface JpegParts {
  readonly height: number;
  readonly width: number;
  /** 1 (grey), 3 or 4 (CMYK). */
  readonly components: number;
  /** The orientation of the camera, from 1 to 8 as EXIF counts. */
  readonly orientation: number;
  /** Where the image data begin. */
  readonly data: number;
}

/**
 * Walks over the segments of a JPEG file and demands what its decoder does not: an end, a size that its data can fill, and a
 * number of scans that no honest file needs more of. So a small file never makes the decoder work for long.
 *
 * @throws {ImageProblem} If a rule is broken, or the file is of a kind that is not decoded.
 */
export function walkJpeg(bytes: Uint8Array): JpegParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let scans = 0, data = 0, orientation: number | undefined, frame: Frame | undefined;
  for (let at = findMarker(bytes, 2);; at = findMarker(bytes, at)) {
    const marker = bytes[at + 1]!;
    if (marker === END) break;
    if (ALONE(marker)) {
      at += 2;
      continue;
    }
    const length = at + 4 <= bytes.length ? view.getUint16(at + 2) : Infinity;
    const end = at + 2 + length;
    if (end > bytes.length) throw damage("a segment passes the end of the file", at);
    const segment = bytes.subarray(at + 4, end);
    if (isFrame(marker)) {
      if (frame !== undefined) throw damage("a second frame header", at);
      frame = readFrame(marker, segment, at);
    }
    if (marker === SCAN) {
      data ||= at;
      if (++scans > MOST_SCANS) throw damage(`more than ${MOST_SCANS} scans`, at);
    }
    if (marker === APP1 && startsWithExif(segment)) orientation ??= orientationOf(segment);
    at = Math.max(end, at + 2);
  }
  if (scans === 0 || frame === undefined) throw damage("no image data", bytes.length);
  const { at, height, width, components } = frame;
  // A block takes at least a bit in the scan that begins it.
  const blocks = Math.ceil(height / 8) * Math.ceil(width / 8);
  if (blocks > 8 * (bytes.length - data)) throw damage("too few data for its size", at);
  demandMemory(bytes.length + memoryOf(frame, scans > 1, (orientation ?? 1) > 1), at);
  return { height, width, components: components.length, orientation: orientation ?? 1, data };
}

/** The contents of a frame header. */
interface Frame {
  readonly at: number;
  readonly height: number;
  readonly width: number;
  readonly progressive: boolean;
  readonly components: readonly { readonly across: number; readonly down: number }[];
}

function readFrame(marker: number, segment: Uint8Array, at: number): Frame {
  const kind = marker - FIRST_FRAME, count = segment[5] ?? 0;
  if (kind > 2) {
    const value = kind === 9 || kind === 10 ? "arithmetic coding" : `process ${kind}`;
    throw new ImageProblem("must be a baseline or progressive JPEG with Huffman codes", value, at);
  }
  if (segment.length < 6 + 3 * count) throw damage("a frame header is too short", at);
  if (segment[0] !== 8) throw new ImageProblem("must have 8 bits a channel", `${segment[0]} bits`, at);
  if (![1, 3, 4].includes(count)) throw new ImageProblem("must have 1, 3 or 4 components", `${count}`, at);
  const height = segment[1]! << 8 | segment[2]!, width = segment[3]! << 8 | segment[4]!;
  demandPixels(height, width, at);
  const components = Array.from({ length: count }, (_, n) => {
    const factors = segment[7 + 3 * n]!;
    return { across: factors >> 4, down: factors & 15 };
  });
  return { at, height, width, progressive: kind === 2, components };
}

/** Bytes that decoding takes: the pixels, also turned, and the coefficients where several scans add to them. */
function memoryOf(
  { height, width, progressive, components }: Frame,
  several: boolean,
  turned: boolean,
): number {
  const pixels = height * width;
  const across = Math.max(...components.map(({ across }) => across));
  const down = Math.max(...components.map(({ down }) => down));
  const coefficients = progressive || several
    ? components.reduce((sum, one) => sum + 2 * pixels * (one.across / across) * (one.down / down), 0)
    : 0;
  return pixels * (components.length === 4 ? 4 : 3) + coefficients + (turned ? 3 * pixels : 0);
}

const END = 0xd9;
const SCAN = 0xda;
const APP1 = 0xe1;
const FIRST_FRAME = 0xc0;

/** Frame headers of all kinds; between their markers are those of tables. */
const isFrame = (marker: number) =>
  marker >= FIRST_FRAME && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

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
  throw damage("it ends without an end marker", bytes.length);
}
