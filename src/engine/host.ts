import {
  type Batch,
  type ImageShape,
  type Mixed,
  type Normalization,
  type Pixels,
  planShape,
} from "../batch.ts";
import { demand, demandNames, demandOptions } from "../demand.ts";
import { demandBatch, demandNormalization } from "../demand_batch.ts";
import { demandPlan, demandProgram } from "../demand_plan.ts";
import type { PassPlan, Plan } from "../draw.ts";
import type { Pass, Program } from "../lower.ts";
import { asRead, readsAhead, type Side, withImagesRead } from "./as_read.ts";
import { demandShare } from "./demand_share.ts";
import { foundPeaks } from "./found_peaks.ts";
import { blendLabels } from "./labels.ts";
import { Rasters } from "./rasters.ts";

/** Options of the engines for typed arrays. */
export interface HostOptions<P extends Pixels = Float32Array> {
  /** Gives floats with every channel normalised; mixing is done before, so what a view shows outside is black. */
  readonly normalize?: Normalization;
  /** Arrays to write to instead of new ones, each as long as what is written to it, and none of them an input. */
  readonly into?: Partial<Pick<Mixed<P>, "images" | "labels" | "lambda" | "masks">>;
  /** Whether to give the masks; without, `masks` is empty. @default {true} */
  readonly masks?: boolean;
}

/** A sample whose mask is wanted: what its expression reads besides the point at which it is evaluated. */
export interface Sample {
  params: Float32Array;
  /** Where the sample's parameters begin. */
  row: number;
  rasters: Rasters;
  height: number;
  width: number;
}

/** The mask of a sample, `[height, width]` or longer, until the next one is made; a number where it is the same everywhere. */
export type Share = number | Float32Array;

/** The images of a pass: what is read, and what is written. */
export interface ImageFlow {
  readonly anchors: Pixels;
  readonly partners: Pixels;
  readonly out: Pixels;
  readonly shape: ImageShape;
  /** What a 1 of the unit of {@linkcode Normalization} is in the images: 255 for bytes, also between passes. */
  readonly unit: number;
  readonly normalize: Normalization | undefined;
}

/** What engines on the host differ in. */
export interface HostEngine {
  /** Whether `blend` reads partners where they are placed; else it is given images of them. */
  readonly places: boolean;
  /** Makes a function that evaluates the merged mask of a sample. */
  render(pass: Pass): (sample: Sample) => Share;
  /** Makes a function that mixes the image of sample `n`. */
  blend(flow: ImageFlow, plan: PassPlan): (n: number, share: Share) => void;
}

/** Runs a program in memory. */
export function mixOnHost(
  engine: HostEngine,
  program: Program,
  plan: Plan,
  batch: Batch<Pixels>,
  options: HostOptions<Pixels>,
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
    mixImages(engine, pass, planned, { ...flow, normalize: i === last ? normalize : undefined }, target);
    blendLabels(target.labels, target.lambda, planned, rows.labels, partners.labels, classes);
    rows = target;
  }
  return { ...out, partner: plan.passes[last]!.partner };
}

const ACTION = "mix a batch";

/** Checks what an engine on the host is given. */
export function demandMix(
  program: Program,
  plan: Plan,
  batch: Batch<Pixels>,
  options: HostOptions<Pixels>,
): void {
  demandProgram(ACTION, program);
  demandBatch(ACTION, batch);
  demandPlan(ACTION, program, plan, planShape(batch));
  demandOptions(ACTION, options, ["normalize", "into", "masks"]);
  const { normalize, into = {} } = options;
  if (normalize !== undefined) demandNormalization(ACTION, normalize, batch.shape);
  demandNames(ACTION, "into", into, ["images", "labels", "lambda", "masks"]);
  demandApart(into, batch);
}

/** Checks that arrays to write to share no memory with what is read, nor with one another. */
function demandApart(
  into: Required<HostOptions<Pixels>>["into"],
  { images, labels, pool }: Batch<Pixels>,
): void {
  const used = Object.entries({ images, labels, "pool.images": pool?.images, "pool.labels": pool?.labels });
  for (const [name, array] of Object.entries(into)) {
    const shared = used.find(([, other]) =>
      other !== undefined && array !== undefined && overlap(array, other)
    );
    demand(
      shared === undefined,
      ACTION,
      `into.${name} must be apart from what is read and written`,
      shared?.[0],
    );
    used.push([`into.${name}`, array]);
  }
}

function overlap(a: ArrayBufferView, b: ArrayBufferView): boolean {
  const within = (from: number, { byteOffset, byteLength }: ArrayBufferView) =>
    from >= byteOffset && from < byteOffset + byteLength;
  return a.buffer === b.buffer && a.byteLength > 0 && b.byteLength > 0 &&
    (within(a.byteOffset, b) || within(b.byteOffset, a));
}

type Outputs = Omit<Mixed<Pixels>, "partner">;

/** The arrays to write to: given ones, checked, and new ones. Pixels are of the given kind, or floats. */
export function outputs(
  [samples, height, width, channels]: ImageShape,
  classes: number,
  kind: Pixels | undefined,
  { into = {}, masks = true }: HostOptions<Pixels>,
): Outputs {
  const pixels = samples * height * width;
  const take = <A extends Pixels>(name: keyof typeof into, length: number, like: A | undefined): A => {
    const given = into[name];
    const make = (like?.constructor ?? Float32Array) as new (length: number) => A;
    if (given === undefined) return new make(length);
    demand(
      given instanceof make && given.length === length,
      ACTION,
      `into.${name} must be ${length} numbers in a ${make.name}`,
      ArrayBuffer.isView(given) ? `${given.length} in a ${given.constructor.name}` : given,
    );
    return given;
  };
  const floats = new Float32Array(0);
  return {
    images: take("images", pixels * channels, kind),
    labels: take("labels", samples * classes, floats),
    lambda: take("lambda", samples, floats),
    masks: masks ? take("masks", pixels, floats) : floats,
  };
}

function mixImages(
  engine: HostEngine,
  pass: Pass,
  plan: PassPlan,
  flow: ImageFlow,
  { lambda, masks }: Outputs,
): void {
  const [samples, height, width] = flow.shape, pixels = height * width;
  const render = engine.render(pass);
  const ahead = readsAhead(engine.places ? { ...plan, placements: new Float32Array() } : plan);
  const read = (of: Side) =>
    asRead(of, of === "anchor" ? flow.anchors : flow.partners, plan, flow.shape, flow.unit);
  const anchors = ahead.anchor ? read("anchor") : undefined;
  const partners = ahead.partner ? read("partner") : undefined;
  const blend = engine.blend(
    { ...flow, anchors: anchors ?? flow.anchors, partners: partners ?? flow.partners },
    withImagesRead(plan, ahead),
  );
  const sample: Sample = {
    params: foundPeaks(
      plan,
      (of) => (of === "partner" ? partners : anchors) ?? read(of),
      flow.shape,
      flow.unit,
    ),
    row: 0,
    rasters: new Rasters(plan, height, width),
    height,
    width,
  };
  for (let n = 0; n < samples; n++) {
    sample.row = n * pass.params;
    const share = render(sample), asked = plan.lambda[n]!;
    const landed = typeof share === "number" ? share : mean(share, pixels);
    demandShare(ACTION, pass, landed);
    lambda[n] = asked >= 0 ? asked : landed;
    if (masks.length > 0) keep(masks, n * pixels, share, pixels);
    blend(n, share);
    sample.rasters.next();
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
