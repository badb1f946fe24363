import { decode, type DecodedPng } from "fast-png";
import { ImageDamage, messageOf } from "./image_damage.ts";
import type { Picture } from "./picture.ts";
import { walkPng } from "./walk_png.ts";

/**
 * Decodes a PNG file to RGB. Grey is expanded, a palette looked up, 16 bits rounded to 8, and whatever is transparent
 * blended over white.
 *
 * @param limit How many pixels it may have.
 * @throws {ImageDamage} If it is damaged, too large, or interlaced with fewer than 8 bits a channel.
 */
export function decodePng(bytes: Uint8Array, limit: number): Picture {
  const data = walkPng(bytes, limit), depth = bytes[24]!;
  if (bytes[28] === 1 && depth < 8) throw new ImageDamage(`interlaced with ${depth} bits a channel`, 28);
  try {
    const png = decode(bytes);
    return { height: png.height, width: png.width, pixels: toRgb(png, bytes[25] === INDEXED) };
  } catch (cause) {
    throw new ImageDamage(messageOf(cause), data, { cause });
  }
}

/** The colour type of images whose values are numbers of palette entries; others may suggest a palette. */
const INDEXED = 3;

function toRgb(png: DecodedPng, indexed: boolean): Uint8Array {
  const { width, height, channels, depth, transparency } = png;
  const values = depth < 8 ? unpack(png) : png.data, most = 2 ** depth - 1;
  const colours = channels < 3 ? 1 : 3, hasAlpha = channels % 2 === 0;
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0, to = 0; to < pixels.length; at += channels) {
    const entry = indexed ? png.palette?.[values[at]!] : undefined;
    if (indexed && entry === undefined) throw new Error(`no palette entry ${values[at]}`);
    const isKey = transparency !== undefined &&
      transparency.every((value, channel) => values[at + channel] === value);
    const alpha = entry !== undefined
      ? (entry[3] ?? 255) / 255
      : hasAlpha
      ? values[at + channels - 1]! / most
      : isKey
      ? 0
      : 1;
    for (let channel = 0; channel < 3; channel++, to++) {
      const value = entry?.[channel] ?? values[at + Math.min(channel, colours - 1)]! * (255 / most);
      pixels[to] = Math.round(255 + (value - 255) * alpha);
    }
  }
  return pixels;
}

/** Takes values of fewer than 8 bits apart; every row starts with a new byte, and the high bits come first. */
function unpack({ data, width, height, depth }: DecodedPng): Uint8Array {
  const perByte = 8 / depth, stride = Math.ceil(width / perByte);
  return Uint8Array.from({ length: width * height }, (_, n) => {
    const column = n % width, byte = data[Math.floor(n / width) * stride + Math.floor(column / perByte)]!;
    return byte >> (8 - depth * (1 + column % perByte)) & (2 ** depth - 1);
  });
}
