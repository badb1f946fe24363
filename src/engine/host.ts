import {
  type Batch,
  demandBatch,
  demandPlan,
  type ImageShape,
  labelRows,
  type Mixed,
  planShape,
} from "../batch.ts";
import type { PassPlan, Plan } from "../draw.ts";
import type { Pass, Program } from "../lower.ts";
import { asRead, lerp, moves, withPartnersRead } from "./as_read.ts";
import { rankedNoise } from "./noise.ts";

/** Evaluates the merged masks of a pass into `[samples, height, width]`; `rasters` are `[height, width]` each. */
export type RenderMasks = (
  pass: Pass,
  params: Float32Array,
  rasters: readonly Float32Array[],
  shape: readonly [samples: number, height: number, width: number],
) => Float32Array;

/** Runs a program in memory; engines on the host differ only in how they evaluate masks. */
export function mixOnHost(render: RenderMasks, program: Program, plan: Plan, batch: Batch): Mixed {
  demandBatch("mix a batch", batch);
  demandPlan("mix a batch", program, plan, planShape(batch));
  const { shape, classes } = batch;
  const pool = batch.pool && { images: batch.pool.images, labels: labelRows(batch.pool.labels, classes) };
  return program.reduce<Mixed | Rows>(
    (mixed, pass, i) => runPass(render, pass, plan.passes[i]!, mixed, pool ?? mixed, shape, classes),
    { images: batch.images, labels: labelRows(batch.labels, classes) },
  ) as Mixed;
}

/** Images and label rows, between passes. */
type Rows = Pick<Mixed, "images" | "labels">;

function runPass(
  render: RenderMasks,
  pass: Pass,
  plan: PassPlan,
  batch: Rows,
  pool: Rows,
  shape: ImageShape,
  classes: number,
): Mixed {
  const [samples, height, width] = shape;
  const pixels = height * width;
  const rasters = [
    ...plan.noise.map((noise) => rankedNoise(noise, height, width)),
    ...plan.rasters.map(({ values }) => values),
    ...plan.learned.map(({ ratio }) => new Float32Array(pixels).fill(1 - ratio)),
  ];
  const masks = render(pass, plan.params, rasters, [samples, height, width]);
  const lambda = plan.lambda.map((asked, n) =>
    asked >= 0 ? asked : mean(masks.subarray(n * pixels, (n + 1) * pixels))
  );
  const images = moves(plan)
    ? blendImages(masks, withPartnersRead(plan), batch.images, asRead(pool.images, plan, shape), shape)
    : blendImages(masks, plan, batch.images, pool.images, shape);
  const labels = blendLabels(lambda, plan, batch.labels, pool.labels, classes);
  return { images, labels, lambda, masks, partner: plan.partner };
}

function blendImages(
  masks: Float32Array,
  { partner, views }: PassPlan,
  anchors: Float32Array,
  partners: Float32Array,
  [samples, height, width, channels]: ImageShape,
): Float32Array {
  const out = new Float32Array(samples * height * width * channels);
  for (let n = 0, pixel = 0; n < samples; n++) {
    const [ax, ay, mirrorA, bx, by, mirrorB] = views.subarray(6 * n, 6 * n + 6) as unknown as Views;
    for (let y = 0; y < height; y++) {
      const lineA = lineOf(n, y + ay, height), lineB = lineOf(partner[n]!, y + by, height);
      for (let x = 0; x < width; x++, pixel++) {
        const a = placeOf(lineA, (mirrorA === 1 ? width - 1 - x : x) + ax, width) * channels;
        const b = placeOf(lineB, (mirrorB === 1 ? width - 1 - x : x) + bx, width) * channels;
        const share = masks[pixel]!;
        for (let c = 0; c < channels; c++) {
          out[pixel * channels + c] = lerp(share, a < 0 ? 0 : anchors[a + c]!, b < 0 ? 0 : partners[b + c]!);
        }
      }
    }
  }
  return out;
}

/** dx, dy and mirror of the anchor, then of the partner. */
type Views = readonly [number, number, number, number, number, number];

/** A line of all lines of all images; -1 outside the image. */
function lineOf(image: number, y: number, height: number): number {
  return y < 0 || y >= height ? -1 : image * height + y;
}

/** A pixel of all pixels of all images; -1 outside the image. */
function placeOf(line: number, x: number, width: number): number {
  return line < 0 || x < 0 || x >= width ? -1 : line * width + x;
}

function blendLabels(
  lambda: Float32Array,
  { partner, smoothing }: PassPlan,
  anchors: Float32Array,
  partners: Float32Array,
  classes: number,
): Float32Array {
  const out = new Float32Array(anchors.length);
  for (const [n, share] of lambda.entries()) {
    const row = out.subarray(n * classes, (n + 1) * classes);
    for (let k = 0; k < classes; k++) {
      row[k] = lerp(share, anchors[n * classes + k]!, partners[partner[n]! * classes + k]!);
    }
    const even = smoothing[n]! * row.reduce((sum, weight) => sum + weight, 0) / classes;
    for (let k = 0; k < classes; k++) row[k] = (1 - smoothing[n]!) * row[k]! + even;
  }
  return out;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
