import { type Batch, demandBatch, demandPlan, type ImageShape, labelRows, type Mixed } from "../batch.ts";
import type { PassPlan, Plan } from "../draw.ts";
import { type Algebra, type Binary, interpret, type Unary } from "../expr/mod.ts";
import type { Pass, Program } from "../lower.ts";
import { rankedNoise } from "./noise.ts";

/** What an expression reads besides the point at which it is evaluated. */
interface Scene {
  /** The sample's row of the plan. */
  readonly params: Float32Array;
  readonly rasters: readonly Float32Array[];
  readonly height: number;
  readonly width: number;
}

type Value = (x: number, y: number, scene: Scene) => number;

const unary: Record<Unary, (a: number) => number> = {
  abs: Math.abs,
  floor: Math.floor,
  sqrt: Math.sqrt,
  exp: Math.exp,
};

const binary: Record<Binary, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  min: Math.min,
  max: Math.max,
  step: (edge, value) => value >= edge ? 1 : 0,
};

/** The plain meaning of the pixel language: an expression is a function of a point, in 32-bit floats. */
const meaning: Algebra<Value> = {
  lit: (value) => () => Math.fround(value),
  param: (slot) => (_x, _y, { params }) => params[slot]!,
  axis: (axis) => axis === "x" ? (x) => x : (_, y) => y,
  unary: (op, a) => (x, y, scene) => Math.fround(unary[op](a(x, y, scene))),
  binary: (op, a, b) => (x, y, scene) => Math.fround(binary[op](a(x, y, scene), b(x, y, scene))),
  select: (test, yes, no) => (x, y, scene) => test(x, y, scene) > 0 ? yes(x, y, scene) : no(x, y, scene),
  field: (index, atX, atY) => (x, y, scene) => {
    const { rasters, height, width } = scene;
    const column = wrap(Math.floor(atX(x, y, scene)), width),
      row = wrap(Math.floor(atY(x, y, scene)), height);
    return rasters[index(x, y, scene)]![row * width + column]!;
  },
  choose(index, atX, atY, bodies) {
    const meanings = bodies.map((body) => interpret(meaning, body));
    return (x, y, scene) => meanings[index(x, y, scene)]!(atX(x, y, scene), atY(x, y, scene), scene);
  },
  blur(radius, atX, atY, body) {
    const inner = interpret(meaning, body);
    return (x, y, scene) => {
      const r = radius(x, y, scene), cx = atX(x, y, scene), cy = atY(x, y, scene);
      let sum = 0;
      for (let dy = -r; dy <= r; dy++) {
        for (let dx = -r; dx <= r; dx++) sum += inner(Math.fround(cx + dx), Math.fround(cy + dy), scene);
      }
      return Math.fround(sum / (2 * r + 1) ** 2);
    };
  },
};

function wrap(i: number, side: number): number {
  return ((i % side) + side) % side;
}

/**
 * The reference engine: what a program means, pixel by pixel, in plain TypeScript. It is slow and has no dependency;
 * every other engine agrees with it.
 *
 * @param program From {@linkcode lower}.
 * @param plan From {@linkcode draw}, for a batch of this shape.
 * @param batch The batch; it is not changed.
 * @throws {RangeError} If the parts of the batch do not fit together.
 */
export function reference(program: Program, plan: Plan, batch: Batch): Mixed {
  demandBatch("mix a batch", batch);
  demandPlan("mix a batch", plan, batch);
  const { shape, classes } = batch;
  const pool = batch.pool && { images: batch.pool.images, labels: labelRows(batch.pool.labels, classes) };
  let mixed: Mixed = {
    images: batch.images,
    labels: labelRows(batch.labels, classes),
    lambda: new Float32Array(plan.samples).fill(1),
    masks: new Float32Array(plan.samples * plan.height * plan.width).fill(1),
    partner: Uint32Array.from({ length: plan.samples }, (_, n) => n),
  };
  for (const [i, pass] of program.entries()) {
    mixed = runPass(pass, plan.passes[i]!, mixed, pool ?? mixed, shape, classes);
  }
  return mixed;
}

/** Images and label rows, between passes. */
type Rows = Pick<Mixed, "images" | "labels">;

function runPass(
  pass: Pass,
  plan: PassPlan,
  { images, labels }: Rows,
  pool: Rows,
  shape: ImageShape,
  classes: number,
): Mixed {
  const [samples, height, width, channels] = shape;
  const pixels = height * width;
  const masks = renderMasks(pass, plan, height, width);
  const lambda = plan.lambda.map((asked, n) =>
    asked >= 0 ? asked : mean(masks.subarray(n * pixels, (n + 1) * pixels))
  );
  const out = new Float32Array(images.length);
  for (let n = 0; n < samples; n++) {
    const anchor = reader(images, shape, n, plan.views.subarray(6 * n, 6 * n + 3));
    const partner = reader(pool.images, shape, plan.partner[n]!, plan.views.subarray(6 * n + 3, 6 * n + 6));
    for (let i = 0; i < pixels * channels; i++) {
      const pixel = Math.floor(i / channels),
        x = pixel % width,
        y = Math.floor(pixel / width),
        c = i % channels;
      out[n * pixels * channels + i] = lerp(masks[n * pixels + pixel]!, anchor(x, y, c), partner(x, y, c));
    }
  }
  const rows = new Float32Array(labels.length);
  for (let n = 0; n < samples; n++) {
    const smoothing = plan.smoothing[n]!;
    const mixed = Array.from(
      { length: classes },
      (_, k) => lerp(lambda[n]!, labels[n * classes + k]!, pool.labels[plan.partner[n]! * classes + k]!),
    );
    const share = smoothing * mixed.reduce((sum, weight) => sum + weight, 0) / classes;
    for (const [k, weight] of mixed.entries()) rows[n * classes + k] = (1 - smoothing) * weight + share;
  }
  return { images: out, labels: rows, lambda, masks, partner: plan.partner };
}

/** The merged masks of a pass, `[samples, height, width]`. */
export function renderMasks(pass: Pass, plan: PassPlan, height: number, width: number): Float32Array {
  const samples = plan.partner.length;
  const rasters = [
    ...plan.noise.map((noise) => rankedNoise(noise, height, width)),
    ...plan.rasters.map(({ values }) => values),
  ];
  const value = interpret(meaning, pass.mask);
  const masks = new Float32Array(samples * height * width);
  for (let n = 0; n < samples; n++) {
    const params = plan.params.subarray(n * pass.params, (n + 1) * pass.params);
    const scene = { params, rasters, height, width };
    for (let i = 0; i < height * width; i++) {
      masks[n * height * width + i] = value((i % width) + 0.5, Math.floor(i / width) + 0.5, scene);
    }
  }
  return masks;
}

/** Reads the pixels of image `n` through a view; 0 outside the image. */
function reader(
  images: Float32Array,
  [, height, width, channels]: ImageShape,
  n: number,
  [dx, dy, mirror]: Int32Array,
): (x: number, y: number, channel: number) => number {
  return (x, y, channel) => {
    const column = (mirror ? width - 1 - x : x) + dx!, row = y + dy!;
    const inImage = column >= 0 && column < width && row >= 0 && row < height;
    return inImage ? images[((n * height + row) * width + column) * channels + channel]! : 0;
  };
}

/** `b + m·(a - b)`; exactly `a` for `m = 1` and `b` for `m = 0`, whatever is in the other one. */
function lerp(m: number, a: number, b: number): number {
  if (m === 1) return a;
  if (m === 0) return b;
  return Math.fround(b + Math.fround(m * Math.fround(a - b)));
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
