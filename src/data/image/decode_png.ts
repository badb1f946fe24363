import { Unzlib } from "fflate";
import { damage, messageOf } from "./image_problem.ts";
import { overWhite, type StoredPicture } from "./picture.ts";
import { type Scanline, scanlines, unfilter } from "./scanlines.ts";
import { type PngParts, walkPng } from "./walk_png.ts";

/**
 * Decodes a PNG file to RGB. Grey is expanded, a palette looked up, 16 bits rounded to 8, and whatever is transparent
 * blended over white. No more than a piece of its data is held unpacked, and no more is unpacked than the image needs.
 *
 * @returns The picture as it is stored.
 * @throws {ImageProblem} If it is damaged or too large.
 */
export function decodePng(bytes: Uint8Array): StoredPicture {
  const png = walkPng(bytes);
  const { height, width, orientation, start } = png;
  const pixels = new Uint8Array(height * width * 3), isFull = lineReader(png, painter(png, pixels));
  const unpacker = new Unzlib((piece) => isFull(piece));
  try {
    for (const data of png.data) {
      for (let at = 0; at < data.length && !isFull(NOTHING); at += PIECE) {
        unpacker.push(data.subarray(at, at + PIECE));
      }
    }
    if (!isFull(NOTHING)) throw new Error("too few data for its size");
  } catch (cause) {
    throw damage(messageOf(cause), start, { cause });
  }
  return { height, width, pixels, orientation };
}

/** Bytes that are unpacked at once, to a thousand times as many at most. */
const PIECE = 16_384;
const NOTHING = new Uint8Array();

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** The colour type of images whose values are numbers of palette entries; others may suggest a palette. */
const INDEXED = 3;

/** Takes unpacked bytes, paints every line that is complete, and says whether all are. */
function lineReader(png: PngParts, paint: Paint): (piece: Uint8Array) => boolean {
  const bits = png.depth * CHANNELS[png.colourType]!, distance = Math.ceil(bits / 8);
  const lines = scanlines(png);
  let place = lines.next(), line = NOTHING, above = NOTHING, filled = 0;
  return (piece) => {
    for (let at = 0; at < piece.length && !place.done;) {
      if (filled === 0 && place.value.isFirst) {
        line = new Uint8Array(1 + Math.ceil(place.value.count * bits / 8));
        above = new Uint8Array(line.length);
      }
      const some = piece.subarray(at, at + line.length - filled);
      line.set(some, filled);
      at += some.length;
      filled += some.length;
      if (filled < line.length) continue;
      unfilter(line, above, distance);
      paint(line, place.value);
      [line, above, filled, place] = [above, line, 0, lines.next()];
    }
    return place.done === true;
  };
}

/** Puts the pixels of a line into the image. */
type Paint = (line: Uint8Array, place: Scanline) => void;

function painter({ depth, colourType, palette, transparency }: PngParts, pixels: Uint8Array): Paint {
  const read = valueReader(depth), most = 2 ** depth - 1, channels = CHANNELS[colourType]!;
  if (colourType === INDEXED) {
    const entries = Math.floor(palette.length / 3);
    const colours = palette.map((value, i) =>
      overWhite(value, (transparency[Math.floor(i / 3)] ?? 255) / 255)
    );
    return (line, { count, start, step }) => {
      for (let n = 0, to = 3 * start; n < count; n++, to += 3 * step) {
        const entry = read(line, n);
        if (entry >= entries) throw new Error(`no palette entry ${entry}`);
        for (let channel = 0; channel < 3; channel++) pixels[to + channel] = colours[3 * entry + channel]!;
      }
    };
  }
  const colours = channels < 3 ? 1 : 3, hasAlpha = channels > colours;
  const hasKey = !hasAlpha && transparency.length >= 2 * colours;
  const key = Array.from(
    { length: colours },
    (_, c) => (transparency[2 * c]! << 8 | transparency[2 * c + 1]!) & most,
  );
  const isKey = (line: Uint8Array, from: number) => key.every((value, c) => read(line, from + c) === value);
  return (line, { count, start, step }) => {
    for (let n = 0, from = 0, to = 3 * start; n < count; n++, from += channels, to += 3 * step) {
      const alpha = hasAlpha ? read(line, from + colours) / most : hasKey && isKey(line, from) ? 0 : 1;
      for (let channel = 0; channel < 3; channel++) {
        const value = read(line, from + Math.min(channel, colours - 1)) * (255 / most);
        pixels[to + channel] = overWhite(value, alpha);
      }
    }
  };
}

/** Reads the values of a line by their number; those of fewer than 8 bits lie in a byte from its high bits on. */
function valueReader(depth: number): (line: Uint8Array, n: number) => number {
  if (depth === 8) return (line, n) => line[1 + n]!;
  if (depth === 16) return (line, n) => line[1 + 2 * n]! << 8 | line[2 + 2 * n]!;
  return (line, n) => line[1 + (n * depth >> 3)]! >> (8 - depth - (n * depth & 7)) & (2 ** depth - 1);
}
