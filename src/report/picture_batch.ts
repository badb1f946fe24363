import { encode } from "fast-png";
import type { Mixed, Pixels } from "../batch.ts";
import { cpu } from "../engine/cpu/mod.ts";
import { type Canvas, canvas, type Colour, drawImage, drawText, LETTER } from "../gallery/canvas.ts";
import { lower } from "../program/lower.ts";
import type { Recipe } from "../recipe/recipe.ts";
import type { FedBatch } from "../train/mod.ts";
import type { PicturedBatch, PicturedSample } from "./pictured_batch.ts";

/** A batch as training mixes it. */
export interface BatchToPicture {
  /** The training step that learns from it, from 1. */
  readonly step: number;
  /** How it is mixed. */
  readonly recipe: Recipe;
  /** Its images, of 1 or 3 channels with values in `[0, 1]`, and what was decided about them. */
  readonly fed: FedBatch;
  /** The name of each class. */
  readonly classNames: readonly string[];
}

const GAP = 4;
const BACKGROUND: Colour = [255, 255, 255], INK: Colour = [40, 44, 52];

/**
 * Mixes a batch on the processor and draws its first samples: anchor and partner as they are stored, the mask (white is
 * the anchor) and the mixed image, with the mixed label below.
 *
 * @param batch The batch.
 * @param count How many samples are drawn, at most.
 * @returns What is on the sheet, and the sheet as a PNG file.
 */
export function pictureBatch(
  { step, recipe, fed: { batch, plan }, classNames }: BatchToPicture,
  count: number,
): { readonly batch: PicturedBatch; readonly sheet: Uint8Array } {
  const [all, height, width] = batch.shape;
  const mixed = cpu(lower(recipe), plan, batch);
  const zoom = Math.max(1, Math.round(96 / height));
  const row = { width: 4 * (width * zoom + GAP) + GAP, height: height * zoom + LETTER.height + 3 * GAP };
  const rows = Math.min(count, all);
  const samples = Array.from(
    { length: rows },
    (_, n) =>
      sampleOf(
        n,
        batch,
        mixed,
        classNames,
        (place) => [GAP + place * (width * zoom + GAP), GAP + n * row.height],
      ),
  );
  const sheet = canvas(row.width, rows * row.height + GAP, BACKGROUND);
  for (const [n, { tiles, label }] of samples.entries()) {
    const colours = [
      pixelsOf(batch.images, n, batch.shape),
      pixelsOf((batch.pool ?? batch).images, mixed.partner[n]!, batch.shape),
      pixelsOf(mixed.masks, n, [all, height, width, 1]),
      pixelsOf(mixed.images, n, batch.shape),
    ];
    for (const [place, [left, top]] of tiles.entries()) {
      drawImage(sheet, { left, top, width, height, zoom }, colours[place]!);
    }
    drawLabel(sheet, label, GAP + n * row.height + height * zoom + GAP, row.width);
  }
  return {
    batch: { step, sheet: `batch-${step}.png`, height, width, zoom, samples },
    sheet: encode({ width: sheet.width, height: sheet.height, data: sheet.data, channels: 3, depth: 8 }),
  };
}

/** Of a label, a class that is neither the anchor's nor the partner's is told from this weight on. */
const TOLD = 0.05;

function sampleOf(
  n: number,
  { labels, ids, pool }: FedBatch["batch"],
  { partner, lambda, labels: rows }: Mixed<Uint8Array>,
  names: readonly string[],
  corner: (place: number) => readonly [number, number],
): PicturedSample {
  const [anchor, other] = [labels[n]!, (pool?.labels ?? labels)[partner[n]!]!];
  const weights = rows.subarray(n * names.length, (n + 1) * names.length);
  const order = [...new Set([anchor, other, ...names.keys()])];
  const label = order
    .map((c, place) => [names[c]!, Math.round(1e4 * weights[c]!) / 1e4, place < 2 ? 0 : TOLD] as const)
    .filter(([, weight, least]) => weight > least)
    .map(([name, weight]) => [name, weight] as const);
  return {
    id: ids?.[n] ?? n,
    anchor: names[anchor]!,
    partner: names[other]!,
    lambda: Math.round(1e4 * lambda[n]!) / 1e4,
    label,
    tiles: [0, 1, 2, 3].map(corner),
  };
}

/** The colours of an image of a batch, of one channel or three, in `[0, 1]`. */
function pixelsOf(
  images: Pixels,
  n: number,
  [, height, width, channels]: readonly [number, number, number, number],
): (x: number, y: number) => Colour {
  const white = images instanceof Float32Array ? 1 : 255;
  return (x, y) => {
    const at = ((n * height + y) * width + x) * channels;
    const [r = 0, g = r, b = r] = images.subarray(at, at + channels);
    return [r / white, g / white, b / white];
  };
}

/** Writes as much of a label as fits; letters that the font lacks are left out by it. */
function drawLabel(sheet: Canvas, label: PicturedSample["label"], top: number, width: number): void {
  const text = label.map(([name, weight]) => `${weight.toFixed(2)} ${name}`).join(" + ");
  drawText(sheet, text.slice(0, Math.floor((width - 2 * GAP) / LETTER.width)), GAP, top, INK);
}
