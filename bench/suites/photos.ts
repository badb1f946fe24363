import jpeg from "jpeg-js";
import type { ImageShape } from "../../src/batch.ts";
import { decodeImage } from "../../src/data/image/decode_image.ts";
import type { Case } from "../case.ts";
import type { Turn } from "../measure.ts";

/** How many of the photographs a call decodes; calls go round. */
const shape: ImageShape = [32, 375, 500, 3];
const COUNT = 512;

/** Photographs of Tiny-ImageNet beside the checkout, where there are some. */
const FOLDER = new URL(
  "../../../shared/data/tiny-imagenet-sample/tiny-imagenet-200/val/images/",
  import.meta.url,
);

/** Decoding JPEGs of the size of ImageNet's against decoding them by jpeg-js, both on one thread. */
export function photosSuite(): readonly Case[] {
  const names = namesIn(FOLDER);
  if (names.length === 0) return [];
  return [{
    suite: "data",
    name: "decode photos",
    engine: "cpu",
    shape,
    against: "jpeg-js",
    prepare() {
      const small = names.map((name) => Deno.readFileSync(new URL(name, FOLDER)));
      const photos = Array.from({ length: COUNT }, (_, n) => enlarged(small[n % small.length]!, n));
      return {
        subject: turn(photos, decode),
        yardstick: turn(photos, (bytes) => jpeg.decode(bytes, { useTArray: true, formatAsRGBA: false })),
        dispose() {},
      };
    },
  }];
}

function namesIn(folder: URL): readonly string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).sort().slice(0, COUNT);
  } catch {
    return [];
  }
}

function turn(photos: readonly Uint8Array[], decode: (bytes: Uint8Array) => unknown): Turn {
  let next = 0;
  return (calls) => {
    for (let i = 0; i < calls * shape[0]; i++) decode(photos[next++ % photos.length]!);
    return Promise.resolve();
  };
}

function decode(bytes: Uint8Array) {
  const decoded = decodeImage({ title: "photographs", advice: "run it again" }, { path: "photo", bytes });
  if (decoded._tag === "Left") throw decoded.left;
  return decoded.right;
}

/** A photograph enlarged bilinearly, with noise of 12 levels either way, as a JPEG of quality 85. */
function enlarged(file: Uint8Array, seed: number): Uint8Array {
  const { height, width, pixels } = decode(file), [, rows, columns] = shape;
  const data = new Uint8Array(rows * columns * 4).fill(255);
  for (let row = 0, to = 0; row < rows; row++) {
    const y = row * (height - 1) / (rows - 1), top = Math.min(Math.floor(y), height - 2);
    for (let column = 0; column < columns; column++, to += 4) {
      const x = column * (width - 1) / (columns - 1), left = Math.min(Math.floor(x), width - 2);
      for (let channel = 0; channel < 3; channel++) {
        const at = (top * width + left) * 3 + channel, below = at + width * 3;
        const upper = pixels[at]! + (x - left) * (pixels[at + 3]! - pixels[at]!);
        const lower = pixels[below]! + (x - left) * (pixels[below + 3]! - pixels[below]!);
        const noise = (Math.imul(to + channel + seed, 2654435761) >>> 24) % 25 - 12;
        data[to + channel] = Math.min(Math.max(upper + (y - top) * (lower - upper) + noise, 0), 255);
      }
    }
  }
  return jpeg.encode({ width: columns, height: rows, data }, 85).data;
}
