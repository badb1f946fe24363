import { copyIn, takeOut, withLibrary } from "./c_library.ts";
import { damage, messageOf } from "./image_problem.ts";
import { overWhite, type StoredPicture } from "./picture.ts";
import { walkWebp } from "./walk_webp.ts";
import { webp } from "./wasm_modules.js";

/**
 * Decodes a WebP file to RGB by libwebp. Whatever is transparent is blended over white.
 *
 * @returns The picture as it is stored.
 * @throws {ImageProblem} If it is damaged, or of a kind that is not decoded.
 */
export function decodeWebp(bytes: Uint8Array): StoredPicture {
  const { height, width, orientation, data } = walkWebp(bytes);
  return withLibrary<"WebPDecodeRGBA", StoredPicture>(webp, (library) => {
    try {
      const input = copyIn(library, bytes), size = copyIn(library, new Uint8Array(8));
      const output = library.WebPDecodeRGBA(input, bytes.length, size, size + 4) >>> 0;
      const view = new DataView(library.memory.buffer);
      const fits = view.getUint32(size, true) === width && view.getUint32(size + 4, true) === height;
      if (output === 0 || !fits) throw new Error("its data are not whole");
      library.free(input);
      library.free(size);
      overWhiteInPlace(new Uint8Array(library.memory.buffer, output, height * width * 4));
      const pixels = takeOut(library, output, height * width * 3);
      library.free(output);
      return { height, width, pixels, orientation };
    } catch (cause) {
      throw damage(messageOf(cause), data, { cause });
    }
  });
}

/** Blends RGBA over white, and moves the RGB together. */
function overWhiteInPlace(pixels: Uint8Array): void {
  for (let from = 0, to = 0; from < pixels.length; from += 4) {
    const alpha = pixels[from + 3]! / 255;
    for (let channel = 0; channel < 3; channel++) pixels[to++] = overWhite(pixels[from + channel]!, alpha);
  }
}
