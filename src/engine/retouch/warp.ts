import type { Affine } from "../../pair/mod.ts";

/** Moves the bytes of an image, bilinear and rounded; black outside of the image. */
export function warp(
  image: Uint8Array,
  { xx, xy, x0, yx, yy, y0 }: Affine,
  [height, width, channels]: readonly [number, number, number],
): Uint8Array {
  const out = new Uint8Array(image.length), f = Math.fround;
  const [a, b, c, d, e, g] = [xx, xy, x0, yx, yy, y0].map(f) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      const u = f(f(f(a * (x + 0.5)) + f(b * (y + 0.5))) + c);
      const v = f(f(f(d * (x + 0.5)) + f(e * (y + 0.5))) + g);
      if (u < 0 || u >= width || v < 0 || v >= height) continue;
      const left = Math.floor(f(u - 0.5)), top = Math.floor(f(v - 0.5));
      const shareX = f(f(u - 0.5) - left), shareY = f(f(v - 0.5) - top);
      const columns = [Math.max(left, 0) * channels, Math.min(left + 1, width - 1) * channels];
      const lines = [Math.max(top, 0), Math.min(top + 1, height - 1)].map((line) => line * width * channels);
      for (let k = 0; k < channels; k++) {
        const along = (line: number) => {
          const from = image[line + columns[0]! + k]!, to = image[line + columns[1]! + k]!;
          return f(from + f(shareX * (to - from)));
        };
        const from = along(lines[0]!), to = along(lines[1]!);
        out[at + k] = Math.floor(f(f(from + f(shareY * f(to - from))) + 0.5));
      }
    }
  }
  return out;
}
