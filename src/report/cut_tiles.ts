import { decode, encode } from "fast-png";
import type { TileUrls } from "./html/sample_figures.ts";
import type { PicturedBatch } from "./pictured_batch.ts";

/** Cuts the pictures out of the sheet of a batch, at the size of the images, as data URLs of PNG files. */
export function cutTiles({ height, width, zoom, samples }: PicturedBatch, sheet: Uint8Array): TileUrls {
  const { data, width: columns, channels } = decode(sheet);
  const tile = ([left, top]: readonly [number, number]) => {
    const pixels = new Uint8Array(height * width * channels);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = ((top + y * zoom) * columns + left + x * zoom) * channels;
        for (let c = 0; c < channels; c++) pixels[(y * width + x) * channels + c] = data[from + c]!;
      }
    }
    const png = encode({ height, width, data: pixels, channels, depth: 8 });
    return `data:image/png;base64,${png.toBase64()}`;
  };
  return samples.map(({ tiles }) => tiles.map(tile));
}
