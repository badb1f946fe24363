import { encode } from "fast-png";
import { withPairing } from "../recipe/combine.ts";
import type { Batch } from "../batch.ts";
import type { Dataset, Split } from "../data/mod.ts";
import { draw } from "../plan/draw.ts";
import { cpu } from "../engine/cpu/mod.ts";
import { lower } from "../program/lower.ts";
import { fold, type Key, permutation } from "../random/mod.ts";
import type { Recipe } from "../recipe/recipe.ts";
import { type Canvas, canvas, type Colour, drawImage, drawText, LETTER } from "./canvas.ts";

/** Anchor, partner, mask and result. */
const TILES = 4;
const GAP = 3;
const BACKGROUND: Colour = [24, 24, 27], INK: Colour = [228, 228, 231];

/** Options of {@linkcode contactSheet}. */
export interface ContactSheetOptions {
  /** How many pairs a row shows, an integer ≥ 1. @default {4} */
  readonly pairs?: number;
  /** How many pixels a pixel of an image becomes on each side. @default as many as make an image 64 pixels high */
  readonly zoom?: number;
}

/**
 * Draws every recipe on the same pairs of test images: a row a recipe, and for each pair anchor, partner, mask (white is
 * the anchor) and result, with the label weight λ of the anchor written below. A set of fewer images shows some
 * again.
 *
 * @param recipes The recipes by name.
 * @param dataset Where images come from, of 1 or 3 channels.
 * @param from The key from which pairs and masks are drawn.
 * @returns A PNG file.
 */
export function contactSheet(
  recipes: Readonly<Record<string, Recipe>>,
  dataset: Dataset,
  from: Key,
  options: ContactSheetOptions = {},
): Uint8Array {
  const { pairs = 4, zoom = Math.max(1, Math.round(64 / dataset.height)) } = options;
  const { height, width, channels, classNames } = dataset;
  const order = permutation(fold(from, 0), dataset.test.count);
  const rows = Uint32Array.from({ length: 2 * pairs }, (_, n) => order[n % order.length]!);
  const anchors = pick(dataset.test, rows.slice(0, pairs), height * width * channels);
  const partners = pick(dataset.test, rows.slice(pairs), height * width * channels);
  const names = Object.keys(recipes);
  const label = LETTER.width * Math.max(...names.map((name) => name.length)) + 3 * GAP;
  const step = { x: width * zoom + GAP, y: height * zoom + LETTER.height + 2 * GAP };
  const sheet = canvas(label + pairs * (TILES * step.x + 2 * GAP), names.length * step.y + GAP, BACKGROUND);
  for (const [row, [name, recipe]] of Object.entries(recipes).entries()) {
    const top = GAP + row * step.y;
    drawText(sheet, name, GAP, top + Math.floor((height * zoom - LETTER.height) / 2), INK);
    const shape = [pairs, height, width, channels] as const;
    const mixed = mixPairs(recipe, fold(from, 1), anchors, partners, { shape, classes: classNames.length });
    for (let n = 0; n < pairs; n++) {
      const tiles = [anchors.images, partners.images, undefined, mixed.images].map((images) =>
        images === undefined
          ? greyOf(mixed.masks, n, width, height)
          : coloursOf(images, n, [height, width, channels])
      );
      const left = label + n * (TILES * step.x + 2 * GAP);
      for (const [i, colour] of tiles.entries()) {
        drawImage(sheet, { left: left + i * step.x, top, width, height, zoom }, colour);
      }
      drawText(sheet, `λ ${mixed.lambda[n]!.toFixed(2)}`, left + 3 * step.x, top + height * zoom + 2, INK);
    }
  }
  return png(sheet);
}

interface Pictures {
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

function pick({ images, labels }: Split, rows: Uint32Array, pixels: number): Pictures {
  const picked = new Float32Array(rows.length * pixels);
  for (const [n, row] of rows.entries()) {
    for (let i = 0; i < pixels; i++) picked[n * pixels + i] = images[row * pixels + i]! / 255;
  }
  return { images: picked, labels: Int32Array.from(rows, (row) => labels[row]!) };
}

function mixPairs(
  recipe: Recipe,
  from: Key,
  anchors: Pictures,
  pool: Pictures,
  { shape, classes }: Pick<Batch, "shape" | "classes">,
) {
  const [samples, height, width] = shape;
  const paired = withPairing({ name: "the same place", perSample: true, partner: (_, self) => self })(recipe);
  const plan = draw(paired, from, { samples, height, width, pool: samples });
  return cpu(lower(paired), plan, { ...anchors, shape, classes, pool });
}

function greyOf(
  masks: Float32Array,
  n: number,
  width: number,
  height: number,
): (x: number, y: number) => Colour {
  return (x, y) => {
    const share = masks[(n * height + y) * width + x]!;
    return [share, share, share];
  };
}

function coloursOf(
  images: Float32Array,
  n: number,
  [height, width, channels]: readonly [number, number, number],
): (x: number, y: number) => Colour {
  return (x, y) => {
    const at = ((n * height + y) * width + x) * channels;
    const [r, g = r, b = r] = images.subarray(at, at + channels);
    return [r!, g!, b!];
  };
}

function png({ width, height, data }: Canvas): Uint8Array {
  return encode({ width, height, data, channels: 3, depth: 8 });
}
