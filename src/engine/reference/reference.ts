import type { Batch, Mixed, Normalization, Pixels } from "../../batch.ts";
import type { Reading } from "../../pair/mod.ts";
import { readingOf } from "../../plan/rows.ts";
import type { PassPlan, Plan } from "../../plan/draw.ts";
import { binary, type Expr, interpret, unary } from "../../expr/mod.ts";
import type { Pass, Program } from "../../program/lower.ts";
import { type HostOptions, type ImageFlow, mixOnHost, type Sample, type Share } from "../host/host.ts";

/** The value of an expression at a point. */
type Value = (x: number, y: number, sample: Sample) => number;

/**
 * The plain meaning of an expression: every node has a place in a table of 32-bit floats, and is computed from the places
 * of its children, in order.
 */
function meaningOf(root: Expr): Value {
  const steps: Value[] = [];
  const place = (step: Value) => steps.push(step) - 1;
  const result = interpret<number>({
    lit: (value) => place(() => value),
    param: (slot) => place((_x, _y, { numbers }) => numbers[slot]!),
    axis: (axis) => place(axis === "x" ? (x) => x : (_, y) => y),
    unary: (op, a) => place(() => unary[op](table[a]!)),
    binary: (op, a, b) => place(() => binary[op](table[a]!, table[b]!)),
    select: (test, yes, no) => place(() => table[test]! > 0 ? table[yes]! : table[no]!),
    field: (index, x, y) =>
      place((_x, _y, { rasters, height, width }) => {
        const column = wrap(Math.floor(table[x]!), width), row = wrap(Math.floor(table[y]!), height);
        return rasters.values(table[index]!)[row * width + column]!;
      }),
    choose(index, x, y, bodies) {
      const meanings = bodies.map(meaningOf);
      return place((_x, _y, sample) => meanings[table[index]!]!(table[x]!, table[y]!, sample));
    },
    blur(radius, x, y, body) {
      const inner = meaningOf(body);
      return place((_x, _y, sample) => {
        const r = table[radius]!;
        let sum = 0;
        for (let dy = -r; dy <= r; dy++) {
          for (let dx = -r; dx <= r; dx++) {
            sum += inner(Math.fround(table[x]! + dx), Math.fround(table[y]! + dy), sample);
          }
        }
        return sum / (2 * r + 1) ** 2;
      });
    },
  }, root);
  const table = new Float32Array(steps.length);
  return (x, y, sample) => {
    for (let i = 0; i < table.length; i++) table[i] = steps[i]!(x, y, sample);
    return table[result]!;
  };
}

function wrap(i: number, side: number): number {
  return ((i % side) + side) % side;
}

/** Evaluates a mask pixel by pixel. */
function render({ mask }: Pass) {
  const value = meaningOf(mask);
  return (sample: Sample): Share =>
    Float32Array.from(
      { length: sample.height * sample.width },
      (_, i) => value((i % sample.width) + 0.5, Math.floor(i / sample.width) + 0.5, sample),
    );
}

/** Mixes an image pixel by pixel. */
function blend({ anchors, partners, out, shape, unit, normalize }: ImageFlow, plan: PassPlan) {
  const [, height, width, channels] = shape;
  /** A channel of an image at a point of its view; 0 outside. */
  const read = (
    images: Pixels,
    image: number,
    { dx, dy, mirror }: Reading,
    x: number,
    y: number,
    c: number,
  ) => {
    const column = (mirror ? width - 1 - x : x) + dx, line = y + dy;
    if (column < 0 || column >= width || line < 0 || line >= height) return 0;
    return images[((image * height + line) * width + column) * channels + c]!;
  };
  const normalized = (value: number, c: number) =>
    normalize === undefined ? value : (value / unit - normalize.mean[c]!) / normalize.std[c]!;
  return (n: number, share: Share) => {
    const ours = readingOf("anchor", plan, n), theirs = readingOf("partner", plan, n);
    for (let i = 0; i < height * width * channels; i++) {
      const c = i % channels,
        pixel = Math.floor(i / channels),
        x = pixel % width,
        y = Math.floor(pixel / width);
      const value = lerp(
        typeof share === "number" ? share : share[pixel]!,
        read(anchors, n, ours, x, y, c),
        read(partners, plan.partner[n]!, theirs, x, y, c),
      );
      const written = normalized(value, c);
      out[n * height * width * channels + i] = out instanceof Float32Array ? written : nearestEven(written);
    }
  };
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

/**
 * The reference engine: what a program means, pixel by pixel, in plain TypeScript. It is slow and has no dependency;
 * every other engine agrees with it.
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
  return mixOnHost({ places: false, render, blend }, program, plan, batch, options);
}
