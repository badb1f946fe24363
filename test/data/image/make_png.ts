import { crc32, deflateSync } from "node:zlib";

/** What the chunks of a PNG hold. */
export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colourType: number;
  readonly interlace?: number;
  /** The rows as they are packed, without their filter bytes. */
  readonly rows: readonly (readonly number[])[];
  /** The data in place of the packed rows. */
  readonly packed?: readonly number[];
  readonly palette?: readonly number[];
  readonly transparency?: readonly number[];
}

/** Writes a PNG file with exactly these parts. */
export function makePng(parts: PngParts): Uint8Array {
  const { width, height, depth, colourType, interlace = 0, rows, packed, palette, transparency } = parts;
  const header = Uint8Array.of(...word(width), ...word(height), depth, colourType, 0, 0, interlace);
  const data = packed ?? deflateSync(Uint8Array.from(rows.flatMap((row) => [0, ...row])));
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk("IHDR", header),
    ...(palette === undefined ? [] : chunk("PLTE", palette)),
    ...(transparency === undefined ? [] : chunk("tRNS", transparency)),
    ...chunk("IDAT", data),
    ...chunk("IEND", []),
  ]);
}

const word = (value: number) => [value >>> 24, value >>> 16, value >>> 8, value].map((byte) => byte & 255);

/** A chunk, with its length and checksum. */
export function chunk(type: string, content: Iterable<number>): readonly number[] {
  const body = [...new TextEncoder().encode(type), ...content];
  return [...word(body.length - 4), ...body, ...word(crc32(Uint8Array.from(body)))];
}
