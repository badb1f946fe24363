import { allocate, type CLibrary, copyIn, startLibrary, takeOut, withLibrary } from "./c_library.ts";
import { damage, messageOf } from "./image_problem.ts";
import type { StoredPicture } from "./picture.ts";
import { walkJpeg } from "./walk_jpeg.ts";
import { jpegTurbo } from "./wasm_modules.js";

/**
 * Decodes a JPEG file to RGB by libjpeg-turbo, with smooth enlargement of the chroma. Which colours it has is libjpeg's
 * rule: with a JFIF marker YCbCr, else what Adobe's marker says, else RGB where the components are called so. Four
 * components are taken as inverted, as Photoshop and all who follow it write them.
 *
 * @returns The picture as it is stored.
 * @throws {ImageProblem} If it is damaged, or of a kind that is not decoded.
 */
export function decodeJpeg(bytes: Uint8Array): StoredPicture {
  const { height, width, components, orientation, data } = walkJpeg(bytes);
  const isInk = components === 4, channels = isInk ? 4 : 3;
  return withLibrary<Call, StoredPicture>(jpegTurbo, (library) => {
    try {
      const input = copyIn(library, bytes), output = allocate(library, height * width * channels);
      const handle = library.tjInitDecompress();
      const status = library.tjDecompress2(
        ...[handle, input, bytes.length],
        ...[output, width, width * channels, height, isInk ? CMYK : RGB, NO_FLAGS],
      );
      if (status !== 0 && !HARMLESS.test(lastMessage(library))) throw new Error("its data are not whole");
      forgetMessage(library);
      library.tjDestroy(handle);
      library.free(input);
      if (isInk) inkToRgb(new Uint8Array(library.memory.buffer, output, height * width * 4));
      const pixels = takeOut(library, output, height * width * 3);
      library.free(output);
      return { height, width, pixels, orientation };
    } catch (cause) {
      throw damage(lastMessage(library) || messageOf(cause), data, { cause });
    }
  });
}

type Call = "tjInitDecompress" | "tjDecompress2" | "tjDestroy";
type TurboJpeg = CLibrary<Call>;

/** Pixel formats of TurboJPEG (turbojpeg.h). */
const RGB = 0, CMYK = 11;
const NO_FLAGS = 0;

/** Warnings of libjpeg that say nothing of the pixels; bytes before a restart marker would. */
const HARMLESS =
  /extraneous bytes before marker 0x(?!d[0-7])|revision number|Adobe color transform|SOS parameters/;

/** The last error or warning of the library, which it has in memory where `No error` stands at first. */
function lastMessage({ memory }: TurboJpeg): string {
  const [message = ""] = latin1(new Uint8Array(memory.buffer, messagePlace(), 200)).split("\0");
  return message === "No error" ? "" : message;
}

function forgetMessage({ memory }: TurboJpeg): void {
  new Uint8Array(memory.buffer)[messagePlace()] = 0;
}

function messagePlace(): number {
  place ??= latin1(new Uint8Array(startLibrary(jpegTurbo).memory.buffer)).lastIndexOf("No error\0\0");
  return place;
}

let place: number | undefined;

const latin1 = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

/** Turns inverted ink into light, in place; products of bytes are rounded as PIL rounds them. */
function inkToRgb(pixels: Uint8Array): void {
  for (let from = 0, to = 0; from < pixels.length; from += 4) {
    const light = pixels[from + 3]!;
    for (let channel = 0; channel < 3; channel++, to++) {
      const product = (255 - pixels[from + channel]!) * light + 128;
      pixels[to] = light - (product + (product >> 8) >> 8);
    }
  }
}
