import { type Buffer, flat, type Kernel, type Schedule } from "../../../device/mod.ts";
import type { ImageShape, Normalization } from "../../../batch.ts";
import { afterGather, needsGather } from "../../../plan/gather.ts";
import type { PassPlan } from "../../../plan/plan.ts";
import { isInPlace, isViewed, placementOf, type Side } from "../../../plan/rows.ts";
import { blendKernel, type Pair, workgroupsEach } from "../kernels/blend/blend.ts";
import {
  type Beside,
  type LabelRows,
  labelsBeside,
  labelsKernel,
  sumsBeside,
} from "../kernels/blend/labels.ts";
import { masksKernel } from "../kernels/mask/masks.ts";
import type { DevicePlan } from "../layout/plan_layout.ts";
import { THREADS } from "../layout/runs.ts";
import type { MaskInputs } from "../wgsl/mask_parts.ts";
import type { ReadImages } from "../wgsl/reads.ts";
import type { Source } from "../wgsl/source.ts";
import { findPeaks } from "./find_peaks.ts";
import { gather } from "./gather.ts";
import { scheduleRasters } from "./rasters.ts";

/** Images, and their label rows `[samples, classes]`. */
export interface Rows {
  readonly images: Source;
  readonly labels: Buffer;
}

/** Options of mixing a pass, besides its plan. */
export interface PassOptions {
  /** True to give label weights and masks too. */
  readonly details: boolean;
  /** Normalises every channel of the result. */
  readonly normalize: Normalization | undefined;
  /** The rasters that the plan asks for; flat ones where there are none. */
  readonly learned: Buffer | undefined;
}

/** The results of a pass: images and label rows, and maybe label weights `[samples]` and masks `[samples, height, width]`. */
export interface PassBuffers {
  readonly images: Buffer;
  readonly labels: Buffer;
  readonly details?: { readonly lambda: Buffer; readonly masks: Buffer };
}

/**
 * Schedules a pass over a batch: gathers the images that must be made before they are mixed, finds peaks in them, makes the
 * rasters that masks read, and mixes images and labels.
 *
 * @param laidOut The plan of the pass, laid out for the device.
 */
export function schedulePass(
  schedule: Schedule,
  laidOut: DevicePlan,
  plan: PassPlan,
  { images, labels }: Rows,
  pool: Rows,
  options: PassOptions,
): PassBuffers {
  const { shape } = images, [, height, width] = shape, { stride, mask } = laidOut;
  const rows = { table: schedule.upload(laidOut.table), stride };
  const sources = { anchor: images, partner: pool.images };
  // What is only looked at is looked at through its view, and what is only placed is read while it is mixed.
  const lookedAt = plan.peaks.some(({ of }) => of === "partner");
  const ahead = needsGather({
    ...plan,
    peaks: [],
    placements: lookedAt ? plan.placements : new Float32Array(),
  });
  const read = (of: Side) => ahead[of] ? gather(schedule, of, sources[of], rows, plan, shape) : undefined;
  const made = { anchor: read("anchor"), partner: read("partner") };
  const seen = { anchor: made.anchor ?? images, partner: made.partner ?? pool.images };
  findPeaks(schedule, afterGather(plan, ahead), seen, rows);
  const rasters = scheduleRasters(schedule, laidOut, rows.table, plan, [height, width], options.learned);
  const reading = (of: Side): ReadImages => {
    const own = made[of];
    return own === undefined
      ? readByPlan(of, sources[of], plan)
      : { source: own, own: true, viewed: false, placed: false, stays: false };
  };
  const labelRows = {
    anchors: flat(labels),
    partners: flat(pool.labels),
    classes: labels.shape[1]!,
    settled: laidOut.settled,
    smooths: laidOut.smooths,
  };
  const pair = { anchors: reading("anchor"), partners: reading("partner") };
  return mixPair(schedule, pair, labelRows, { plan: rows.table, stride, mask, rasters }, shape, options);
}

/** Mixes images and labels, once the rasters that masks read are made. */
function mixPair(
  schedule: Schedule,
  images: Pair<ReadImages>,
  labels: LabelRows,
  masks: MaskInputs,
  shape: ImageShape,
  { details, normalize }: PassOptions,
): PassBuffers {
  const [samples, height, width] = shape, pixels = height * width;
  const run = (kernel: Kernel) => schedule.run(kernel);
  const mixImages = (beside?: Beside) => run(blendKernel(images, masks, shape, normalize, beside));
  const groups = workgroupsEach(masks.mask, [height, width]);
  // A kernel may bind eight tensors.
  if (groups === 1 && !details && masks.rasters?.given === undefined) {
    const mixed = schedule.allocate([samples, labels.classes]);
    return { images: mixImages(labelsBeside(labels, mixed, pixels)), labels: mixed };
  }
  const sums = labels.settled ? undefined : schedule.allocate([samples, groups * THREADS]);
  const mixed = mixImages(sums && sumsBeside(sums));
  const weights = { ...masks, sums, pixels };
  if (!details) return { images: mixed, labels: run(labelsKernel(labels, weights, samples)) };
  const lambda = schedule.allocate([samples]);
  return {
    images: mixed,
    labels: run(labelsKernel(labels, weights, samples, lambda)),
    details: { lambda, masks: run(masksKernel(masks, [samples, height, width])) },
  };
}

/** Reads images that were not made before, by their plan. */
function readByPlan(of: Side, source: Source, plan: PassPlan): ReadImages {
  const samples = plan.partner.length;
  const placed = of === "partner" && plan.placements.length > 0;
  const inPlace = placed ? Array.from({ length: samples }, (_, n) => isInPlace(placementOf(plan, n))) : [];
  return {
    source,
    own: false,
    viewed: isViewed(of, plan),
    placed,
    stays: inPlace.filter((stays) => stays).length > samples / 8,
  };
}
