import * as E from "fp-ts/Either";
import { type DataFile, fileName } from "../data_file.ts";
import type { DataError } from "../error.ts";
import { hex } from "../hex.ts";
import { broken, type Origin } from "../origin.ts";
import { decodeJpeg } from "./decode_jpeg.ts";
import { decodePng } from "./decode_png.ts";
import { decodeWebp } from "./decode_webp.ts";
import { imageFormats } from "./formats.ts";
import { damage, ImageProblem, messageOf } from "./image_problem.ts";
import { type Orientation, upright } from "./orientation.ts";
import { type Picture, release } from "./picture.ts";

/**
 * Decodes an image file to RGB; which format it has, its first bytes say. An image may have up to 100 megapixels, and
 * decoding takes at most about a gigabyte of memory.
 */
export function decodeImage(
  origin: Origin,
  { path, bytes }: DataFile,
  orientation: Orientation = "apply",
): E.Either<DataError, Picture> {
  const name = fileName(path), decode = decoderOf(bytes);
  if (decode === undefined) {
    const start = `a file that starts with ${hex(bytes.subarray(0, 4))} (${path})`;
    return E.left(broken(origin, `${name} must be a ${FORMATS} image`, start));
  }
  return E.tryCatch(() => {
    const { orientation: held, ...picture } = decode(bytes);
    if (orientation === "ignore" || held === 1) return picture;
    const turned = upright(picture, held);
    release(picture);
    return turned;
  }, (cause) => {
    const { rule, value, byte } = cause instanceof ImageProblem ? cause : damage(messageOf(cause), 0);
    return broken(origin, `${name} ${rule}`, `${value} (${path}, byte ${byte})`, cause);
  });
}

const FORMATS = new Intl.ListFormat("en-GB", { type: "disjunction" }).format(
  imageFormats.map(({ name }) => name),
);

function decoderOf(bytes: Uint8Array) {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return decodePng;
  if (startsWith(bytes, [0xff, 0xd8])) return decodeJpeg;
  if (startsWith(bytes, RIFF) && startsWith(bytes.subarray(8), WEBP)) return decodeWebp;
  return undefined;
}

const [RIFF, WEBP] = ["RIFF", "WEBP"].map((word) => new TextEncoder().encode(word)) as [
  Uint8Array,
  Uint8Array,
];

function startsWith(bytes: Uint8Array, start: ArrayLike<number>): boolean {
  return Array.from(start).every((byte, i) => bytes[i] === byte);
}
