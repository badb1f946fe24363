import type { Batch, ImageShape, Mixed, Normalization, Pixels } from "../../batch.ts";
import { demand } from "../../demand.ts";
import type { PassPlan, Plan } from "../../plan/plan.ts";
import type { Side } from "../../plan/rows.ts";
import type { Pass, Program } from "../../program/mod.ts";
import { ACTION, demandMix, type HostOptions, type Outputs, outputs } from "../options.ts";
import { peakOf } from "../saliency/peak.ts";
import { imageAsRead } from "./images.ts";
import { meaningOf } from "./meaning.ts";
import { rastersOf } from "./rasters.ts";

/** The inputs of a pass. */
type Rows = Pick<Batch<Pixels>, "images" | "labels">;

/** The way in which the images of a pass are written. */
interface Writing {
  /** The value in the images of a 1 in {@linkcode Normalization}: 255 for bytes, also between passes. */
  readonly unit: number;
  readonly normalize: Normalization | undefined;
}

/**
 * The reference engine: what a program means, pixel by pixel, in plain TypeScript. It is slow, and
 * shares nothing with the other engines, which agree with it, but what has judges of its own: Pillow for retouching, and
 * OpenCV for saliency.
 *
 * @param program From {@linkcode lower}.
 * @param plan From {@linkcode draw}, for a batch of this shape.
 * @param batch The batch; it is not changed.
 * @throws {RangeError} If the parts of the batch do not fit together, or the plan was drawn for another shape.
 */
export function reference(
  program: Program,
  plan: Plan,
  batch: Batch<Pixels>,
  options: HostOptions<Pixels> & { readonly normalize: Normalization },
): Mixed;
export function reference<P extends Pixels>(
  program: Program,
  plan: Plan,
  batch: Batch<P>,
  options?: HostOptions<P>,
): Mixed<P>;
export function reference(
  program: Program,
  plan: Plan,
  batch: Batch<Pixels>,
  options: HostOptions<Pixels> = {},
): Mixed<Pixels> {
  demandMix(program, plan, batch, options);
  const { shape, classes } = batch, unit = batch.images instanceof Float32Array ? 1 : 255;
  const kind = options.normalize === undefined ? batch.images : undefined;
  const last = program.length - 1, out = outputs(shape, classes, kind, options);
  let rows: Rows = batch;
  for (const [i, pass] of program.entries()) {
    const into = i === last ? out : outputs(shape, classes, undefined, {});
    const pool = batch.pool ?? rows, normalize = i === last ? options.normalize : undefined;
    mixPass(pass, plan.passes[i]!, rows, pool, shape, into, { unit, normalize });
    mixLabels(plan.passes[i]!, rows.labels, pool.labels, classes, into);
    rows = into;
  }
  return { ...out, partner: plan.passes[last]!.partner };
}

function mixPass(
  { mask, params: count, name }: Pass,
  plan: PassPlan,
  rows: Rows,
  pool: Rows,
  shape: ImageShape,
  { images, lambda, masks }: Outputs,
  { unit, normalize }: Writing,
): void {
  const [samples, height, width, channels] = shape, pixels = height * width;
  const read = (of: Side, n: number) =>
    imageAsRead(of, of === "anchor" ? rows.images : pool.images, plan, n, shape, unit);
  const params = plan.params.slice();
  for (const { of, saliency, sample, x, y } of plan.peaks) {
    const [column, row] = peakOf(saliency, read(of, sample), [height, width, channels], unit);
    for (const place of x) params[place] = column;
    for (const place of y) params[place] = row;
  }
  const share = meaningOf(mask), raster = rastersOf(plan, height, width);
  for (let n = 0; n < samples; n++) {
    const around = { numbers: params.subarray(n * count, (n + 1) * count), raster, height, width };
    const shares = Float32Array.from(
      { length: pixels },
      (_, i) => share((i % width) + 0.5, Math.floor(i / width) + 0.5, around),
    );
    const mean = shares.reduce((sum, value) => sum + value, 0) / pixels;
    // What is lost in adding up may put a mean out of range.
    const isShare = mean >= -1e-5 && mean <= 1 + 1e-5;
    demand(isShare, ACTION, `the mask ${name} must be in [0, 1], and so must its mean`, mean);
    lambda[n] = plan.lambda[n]! >= 0 ? plan.lambda[n]! : mean;
    if (masks.length > 0) masks.set(shares, n * pixels);
    const anchor = read("anchor", n), partner = read("partner", n);
    for (let i = 0; i < pixels * channels; i++) {
      const c = i % channels, value = lerp(shares[Math.floor(i / channels)]!, anchor[i]!, partner[i]!);
      const written = normalize === undefined
        ? value
        : (value / unit - normalize.mean[c]!) / normalize.std[c]!;
      images[n * pixels * channels + i] = images instanceof Float32Array ? written : nearestEven(written);
    }
  }
}

function mixLabels(
  { partner, smoothing }: PassPlan,
  anchors: Batch["labels"],
  partners: Batch["labels"],
  classes: number,
  { labels, lambda }: Outputs,
): void {
  const weight = (of: Batch["labels"], n: number, k: number) =>
    of instanceof Float32Array ? of[n * classes + k]! : of[n] === k ? 1 : 0;
  for (const [n, share] of lambda.entries()) {
    const row = Array.from(
      { length: classes },
      (_, k) => lerp(share, weight(anchors, n, k), weight(partners, partner[n]!, k)),
    );
    const even = smoothing[n]!, mean = row.reduce((sum, value) => sum + value, 0) / classes;
    for (const [k, value] of row.entries()) labels[n * classes + k] = lerp(even, mean, value);
  }
}

/** `b + share·(a - b)`; exactly `a` for 1 and `b` for 0, whatever is in the other one. */
function lerp(share: number, a: number, b: number): number {
  if (share === 1) return a;
  if (share === 0) return b;
  return b + share * (a - b);
}

/** The nearest whole number, of two as near the even one. */
function nearestEven(value: number): number {
  const below = Math.floor(value), over = value - below;
  return over === 0.5 ? below + below % 2 : below + (over > 0.5 ? 1 : 0);
}
