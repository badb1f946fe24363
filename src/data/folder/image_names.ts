import { imageFormats } from "../image/formats.ts";

const read = new RegExp(`\\.(${imageFormats.flatMap(({ extensions }) => extensions).join("|")})$`, "i");

/** Says of a file by its name that it is an image of a format that is read: PNG, JPEG or WebP. */
export function isImageName(name: string): boolean {
  return read.test(name);
}

/** Says of a file by its name that it is an image of a format that is not read. */
export function isOtherImageName(name: string): boolean {
  return /\.(avif|bmp|cr2|dib|dng|exr|gif|hdr|hei[cf]|ico|j2k|jp2|jxl|nef|p[bgnp]m|psd|svg|tga|tiff?)$/i.test(
    name,
  );
}
