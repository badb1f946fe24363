import type { Batch, Mixed, Normalization, Pixels } from "../../batch.ts";
import { afterGather, needsGather } from "../../plan/gather.ts";
import type { PassPlan, Plan } from "../../plan/plan.ts";
import type { Side } from "../../plan/rows.ts";
import type { Pass, Program } from "../../program/mod.ts";
import { demandShare } from "../host/demand_share.ts";
import { foundPeaks } from "../host/found_peaks.ts";
import { gatherImages } from "../host/gather_images.ts";
import { blendLabels } from "../host/labels.ts";
import { Rasters } from "../host/rasters.ts";
import { ACTION, demandMix, type HostOptions, type Outputs, outputs } from "../options.ts";
import { blender, type ImageFlow } from "./blend.ts";
import { render } from "./render.ts";
import type { Sample, Share } from "./sample.ts";
import { Workspace } from "./workspace.ts";

/**
 * The engine for typed arrays: masks are compiled to JavaScript once, whatever is drawn. Where a page forbids code made
 * at run time (a content security policy without `unsafe-eval`), use {@linkcode reference}.
 *
 * Bytes are mixed to bytes, each the nearest to the exact mix and of two as near the even one; with a normalisation, to
 * floats. Nothing is allocated but the outputs, which may be given, and small objects; only a recipe that is a sequence
 * also makes the images between its passes.
 *
 * @param program From {@linkcode lower}.
 * @param plan From {@linkcode draw}, for a batch of this shape.
 * @param batch The batch; it is not changed.
 * @throws {RangeError} If the parts of the batch do not fit together, or the plan was drawn for another shape.
 *
 * @example
 * ```ts
 * import { cpu, cutmix, draw, key, lower } from "@miamix/miamix";
 * import { assertEquals } from "@std/assert";
 *
 * const recipe = cutmix();
 * const plan = draw(recipe, key(1), { samples: 2, height: 8, width: 8 });
 * const images = new Uint8Array(2 * 8 * 8 * 3).fill(51);
 * const batch = { images, shape: [2, 8, 8, 3], labels: Int32Array.of(0, 1), classes: 2 } as const;
 * assertEquals(cpu(lower(recipe), plan, batch).images, images);
 *
 * const normalize = { mean: [0.2, 0.2, 0.1], std: [1, 1, 0.5] };
 * const { images: floats } = cpu(lower(recipe), plan, batch, { normalize });
 * assertEquals(floats.slice(0, 3), Float32Array.of(0, 0, 0.2));
 * ```
 */
export function cpu(
  program: Program,
  plan: Plan,
  batch: Batch<Pixels>,
  options: HostOptions & { readonly normalize: Normalization },
): Mixed;
export function cpu<P extends Pixels>(
  program: Program,
  plan: Plan,
  batch: Batch<P>,
  options?: HostOptions<P>,
): Mixed<P>;
export function cpu(
  program: Program,
  plan: Plan,
  batch: Batch<Pixels>,
  options: HostOptions<Pixels> = {},
): Mixed<Pixels> {
  demandMix(program, plan, batch, options);
  const { shape, classes, pool } = batch, { normalize } = options;
  const last = program.length - 1, unit = batch.images instanceof Float32Array ? 1 : 255;
  const kind = normalize === undefined ? batch.images : undefined;
  const out = outputs(shape, classes, kind, options);
  let rows: Pick<Batch<Pixels>, "images" | "labels"> = batch;
  for (const [i, pass] of program.entries()) {
    const target = i === last ? out : outputs(shape, classes, undefined, { masks: false });
    const partners = pool ?? rows, planned = plan.passes[i]!;
    const flow = { anchors: rows.images, partners: partners.images, out: target.images, shape, unit };
    mixImages(pass, planned, { ...flow, normalize: i === last ? normalize : undefined }, target);
    blendLabels(target.labels, target.lambda, planned, rows.labels, partners.labels, classes);
    rows = target;
  }
  return { ...out, partner: plan.passes[last]!.partner };
}

function mixImages(pass: Pass, plan: PassPlan, flow: ImageFlow, { lambda, masks }: Outputs): void {
  const [samples, height, width] = flow.shape, pixels = height * width;
  // What is only placed is read while it is mixed.
  const ahead = needsGather({ ...plan, placements: new Float32Array() });
  const read = (of: Side) =>
    gatherImages(of, of === "anchor" ? flow.anchors : flow.partners, plan, flow.shape, flow.unit);
  const anchors = ahead.anchor ? read("anchor") : undefined;
  const partners = ahead.partner ? read("partner") : undefined;
  const blend = blender(
    { ...flow, anchors: anchors ?? flow.anchors, partners: partners ?? flow.partners },
    afterGather(plan, ahead),
  );
  const imagesOf = (of: Side) => (of === "partner" ? partners : anchors) ?? read(of);
  const params = foundPeaks(plan, imagesOf, flow.shape, flow.unit);
  const numbers = new Float32Array(pass.params), rasters = new Rasters(plan, height, width);
  const sample: Sample = { numbers, rasters, height, width }, space = new Workspace();
  for (let n = 0; n < samples; n++) {
    for (let i = 0; i < pass.params; i++) numbers[i] = params[n * pass.params + i]!;
    const share = render(pass, sample, space), asked = plan.lambda[n]!;
    const landed = typeof share === "number" ? share : mean(share, pixels);
    demandShare(ACTION, pass, landed);
    lambda[n] = asked >= 0 ? asked : landed;
    if (masks.length > 0) keep(masks, n * pixels, share, pixels);
    blend(n, share);
    rasters.next();
  }
}

function keep(masks: Float32Array, start: number, share: Share, pixels: number): void {
  if (typeof share === "number") masks.fill(share, start, start + pixels);
  else for (let i = 0; i < pixels; i++) masks[start + i] = share[i]!;
}

/** The mean of the first values, added up in four sums that do not wait for each other. */
function mean(values: Float32Array, count: number): number {
  let a = 0, b = 0, c = 0, d = 0, i = 0;
  for (; i + 3 < count; i += 4) {
    a += values[i]!, b += values[i + 1]!, c += values[i + 2]!, d += values[i + 3]!;
  }
  for (; i < count; i++) a += values[i]!;
  return (a + b + c + d) / count;
}
