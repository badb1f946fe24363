import * as E from "fp-ts/Either";
import jpeg from "jpeg-js";
import { type DataFile, fileName } from "../data_file.ts";
import type { DataError } from "../error.ts";
import { hex } from "../hex.ts";
import { broken, type Origin } from "../origin.ts";
import { decodePng } from "./decode_png.ts";
import { ImageDamage, messageOf } from "./image_damage.ts";
import type { Picture } from "./picture.ts";
import { walkJpeg } from "./walk_jpeg.ts";

/**
 * Decodes a PNG or JPEG file to RGB; which of the two it is, its first bytes say. The chroma of a JPEG is enlarged by
 * repeating its values.
 *
 * An image may have up to 100 megapixels, the limit that the JPEG decoder has by itself.
 */
export function decodeImage(
  origin: Origin,
  { path, bytes }: DataFile,
): E.Either<DataError, Picture> {
  const decode = startsWith(bytes, PNG) ? decodePng : startsWith(bytes, JPEG) ? decodeJpeg : undefined;
  const name = fileName(path);
  if (decode === undefined) {
    return E.left(
      broken(
        origin,
        `${name} must be a PNG or JPEG image`,
        `a file that starts with ${hex(bytes.subarray(0, 4))} (${path})`,
      ),
    );
  }
  return E.tryCatch(() => {
    const picture = decode(bytes, LARGEST);
    if (picture.pixels.length === 0) throw new ImageDamage(`${picture.height}×${picture.width} pixels`, 0);
    return picture;
  }, (cause) => {
    const byte = cause instanceof ImageDamage ? `, byte ${cause.byte}` : "";
    const value = `damaged: ${messageOf(cause)} (${path}${byte})`;
    return broken(origin, `${name} must be a whole image`, value, cause);
  });
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8];
const LARGEST = 100e6;

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

function decodeJpeg(bytes: Uint8Array, limit: number): Picture {
  const data = walkJpeg(bytes, limit);
  try {
    const { height, width, data: pixels } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: limit / 1e6,
    });
    return { height, width, pixels };
  } catch (cause) {
    throw new ImageDamage(messageOf(cause), data, { cause });
  }
}
