import { encode } from "fast-png";
import { type Dataset, gather, type Labels, type Samples } from "../data/mod.ts";
import { canvas, type Colour, drawImage, drawText, LETTER } from "./canvas.ts";

const GAP = 2;
const BACKGROUND: Colour = [24, 24, 27], INK: Colour = [228, 228, 231];
/** Longer names are cut. */
const LONGEST = 18;

/** Options of {@linkcode classSheet}. */
export interface ClassSheetOptions {
  /** How many images of a class are shown, an integer ≥ 1. @default {10} */
  readonly each?: number;
  /** How many pixels a pixel of an image becomes on each side. @default {1} */
  readonly zoom?: number;
}

/**
 * Draws the first training images of every class in a row, with the name of the class, so that one can see whether labels
 * and pixels are right.
 *
 * @param dataset Whose images, of 1 or 3 channels.
 * @returns A PNG file.
 *
 * @example
 * ```ts
 * import { embedded } from "@miamix/miamix/data";
 * import { classSheet } from "@miamix/miamix/gallery";
 * import { assertEquals } from "@std/assert";
 *
 * const png = await classSheet(embedded({ train: 100, test: 10 }), { each: 4 });
 * assertEquals([...png.subarray(1, 4)], [0x50, 0x4e, 0x47]);
 * ```
 */
export async function classSheet(
  { train, classNames, height, width, channels }: Dataset<Samples>,
  { each = 10, zoom = 1 }: ClassSheetOptions = {},
): Promise<Uint8Array> {
  const names = classNames.map((name) => name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}.` : name);
  const label = LETTER.width * Math.max(...names.map(({ length }) => length)) + 3 * GAP;
  const step = { x: width * zoom + GAP, y: Math.max(height * zoom, LETTER.height) + GAP };
  const sheet = canvas(label + each * step.x, names.length * step.y + GAP, BACKGROUND);
  for (const [row, name] of names.entries()) {
    const top = GAP + row * step.y;
    drawText(sheet, name, GAP, top + Math.floor((height * zoom - LETTER.height) / 2), INK);
    const ids = firstOf(train.labels, row, each), pixels = await gather(train, ids);
    for (const n of ids.keys()) {
      drawImage(sheet, { left: label + n * step.x, top, width, height, zoom }, (x, y) => {
        const at = ((n * height + y) * width + x) * channels;
        const [r = 0, g = r, b = r] = pixels.subarray(at, at + channels);
        return [r / 255, g / 255, b / 255];
      });
    }
  }
  return encode({ ...sheet, channels: 3, depth: 8 });
}

/** The ids of the first samples of a class. */
function firstOf(labels: Labels, label: number, most: number): readonly number[] {
  const ids: number[] = [];
  for (let id = labels.indexOf(label); id >= 0 && ids.length < most; id = labels.indexOf(label, id + 1)) {
    ids.push(id);
  }
  return ids;
}
