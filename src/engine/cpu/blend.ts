import type { ImageShape, Normalization, Pixels } from "../../batch.ts";
import type { Reading } from "../../pair/mod.ts";
import { AS_IT_IS } from "../../pair/view.ts";
import type { PassPlan } from "../../plan/draw.ts";
import { isInPlace, placementOf, readingOf } from "../../plan/rows.ts";
import type { Share } from "./sample.ts";
import { placedReader } from "./placed.ts";

/** The images of a pass: what is read, and what is written. */
export interface ImageFlow {
  readonly anchors: Pixels;
  readonly partners: Pixels;
  readonly out: Pixels;
  readonly shape: ImageShape;
  /** The value in the images of a 1 in {@linkcode Normalization}: 255 for bytes, also between passes. */
  readonly unit: number;
  readonly normalize: Normalization | undefined;
}

/**
 * Mixes `count` pixels: from `out[o]`, `anchors[a]` and `partners[b]` on, where the next pixel of an image is `aStep` and
 * `bStep` further; shares are those from `m` on, or one number.
 */
type Run = (
  out: Pixels,
  o: number,
  anchors: Pixels,
  a: number,
  aStep: number,
  partners: Pixels,
  b: number,
  bStep: number,
  share: Share,
  m: number,
  count: number,
) => void;

/** So many pixels are copied faster at once than one by one. */
const LONG = 48;

/** Of so many kinds of images loops are kept. */
const MOST_KINDS = 64;

const compiled = new Map<string, (scale: Float64Array, shift: Float64Array) => Run>();

/**
 * Compiles the loops over pixels for a number of channels: pixels of the anchor or of the partner alone are copied in
 * runs. Code is made for each kind of arrays, since code that meets several is slow, and for an anchor that is read where
 * it is written, which saves an index. Bytes are written as if clamped, which rounds them half to even.
 */
function compileRun(kinds: readonly string[], channels: number, normalized: boolean) {
  const key = `${kinds} ${channels} ${normalized}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const pixel = (value: (c: string) => string) => {
    const write = (c: string) => {
      const mixed = value(c);
      return `out[o + ${c}] = ${normalized ? `(${mixed}) * scale[${c}] + shift[${c}]` : mixed};`;
    };
    return channels <= 4
      ? Array.from({ length: channels }, (_, c) => write(`${c}`)).join(" ")
      : `for (let c = 0; c < ${channels}; c++) { ${write("c")} }`;
  };
  const [written, ...read] = kinds;
  /** Code that mixes runs of pixels whose images begin at `a` and `b`, and which are moved on by `next`. */
  const runsAt = (a: string, b: string, next: string) => {
    const both = pixel((c) =>
      `partners[${b} + ${c}] + share * (anchors[${a} + ${c}] - partners[${b} + ${c}])`
    );
    const step = `o += ${channels}${next}`;
    const copy = (images: "anchors" | "partners", from: string) => {
      const loop = `for (; o < stop; ${step}) { ${pixel((c) => `${images}[${from} + ${c}]`)} }`;
      if (normalized || read[images === "anchors" ? 0 : 1] !== written) return loop;
      const inOrder = `${images === "anchors" ? "aStep" : "bStep"} === ${channels}`;
      return `if (pixels >= ${LONG} && ${inOrder}) {
      out.set(${images}.subarray(${from}, ${from} + pixels * ${channels}), o);
      o = stop, a += pixels * aStep, b += pixels * bStep;
    } else ${loop}`;
    };
    const copyRun = `const stop = o + pixels * ${channels};
    if (share === 1) { ${copy("anchors", a)} }
    else { ${copy("partners", b)} }`;
    return {
      ofNumber: `if (share === 1 || share === 0) { const pixels = count; ${copyRun} }
    else for (const end = o + count * ${channels}; o < end; ${step}) { ${both} }`,
      ofMask: `for (const end = m + count; m < end;) {
    let share = shares[m];
    if (share === 1 || share === 0) {
      const first = m;
      while (++m < end && shares[m] === share);
      const pixels = m - first;
      ${copyRun}
    } else for (; m < end && (share = shares[m]) !== 1 && share !== 0; m++, ${step}) { ${both} }
  }`,
    };
  };
  const anywhere = runsAt("a", "b", ", a += aStep, b += bStep");
  const make = new Function(
    "scale",
    "shift",
    `"use strict"; return (out, o, anchors, a, aStep, partners, b, bStep, shares, m, count) => {
  if (typeof shares === "number") {
    const share = shares;
    ${anywhere.ofNumber}
  } else if (a === o && aStep === ${channels} && bStep === ${channels}) {
    const ahead = b - o;
    ${runsAt("o", "ahead + o", "").ofMask}
  } else { ${anywhere.ofMask} }
};`,
  ) as (scale: Float64Array, shift: Float64Array) => Run;
  if (compiled.size >= MOST_KINDS) compiled.clear();
  compiled.set(key, make);
  return make;
}

/**
 * Makes a function that mixes the image of a sample: in one run where both images are read as they are, else in lines. A
 * partner that is placed is made first.
 */
export function blender(
  { anchors, partners, out, shape, unit, normalize }: ImageFlow,
  plan: PassPlan,
): (n: number, share: Share) => void {
  const { partner, placements } = plan, [, height, width, channels] = shape;
  const { mean = [], std = [] } = normalize ?? {};
  const scale = Float64Array.from(std, (one) => 1 / (unit * one));
  const shift = Float64Array.from(mean, (one, c) => -one / std[c]!);
  const kindOf = (pixels: Pixels) => pixels.constructor.name;
  const runOf = (kind: string) =>
    compileRun([kindOf(out), kindOf(anchors), kind], channels, normalize !== undefined)(scale, shift);
  const written = out instanceof Float32Array
    ? out
    : new Uint8ClampedArray(out.buffer, out.byteOffset, out.length);
  const each = height * width * channels;
  const blackOf = (pixels: Pixels) => new (pixels.constructor as new (length: number) => Pixels)(channels);
  const blackA = blackOf(anchors), blackB = blackOf(partners);
  const cuts = new Int32Array(6);
  const run = runOf(kindOf(partners));
  const mixRead = (n: number, share: Share) =>
    mix(run, n, share, partners, partner[n]! * each, readingOf("partner", plan, n));
  if (placements.length === 0) return mixRead;
  const runPlaced = runOf("Float32Array"), readPlaced = placedReader(partners, plan, shape);
  return (n, share) =>
    share === 1 || isInPlace(placementOf(plan, n))
      ? mixRead(n, share)
      : mix(runPlaced, n, share, readPlaced(n, share), 0, AS_IT_IS);

  /** Mixes sample `n` with the image that begins at `b`, and is read through a view. */
  function mix(run: Run, n: number, share: Share, partners: Pixels, b: number, theirs: Reading): void {
    const a = n * each, { dx: ax, dy: ay, mirror: mirrorA } = readingOf("anchor", plan, n);
    const { dx: bx, dy: by, mirror: mirrorB } = theirs;
    if (ax === 0 && ay === 0 && !mirrorA && bx === 0 && by === 0 && !mirrorB) {
      run(written, a, anchors, a, channels, partners, b, channels, share, 0, height * width);
      return;
    }
    const startA = mirrorA ? ax : -ax, startB = mirrorB ? bx : -bx;
    cuts.set([0, width, startA, startA + width, startB, startB + width]);
    cuts.sort();
    for (let y = 0; y < height; y++) {
      const lineA = y + ay, lineB = y + by;
      for (let i = 1; i < cuts.length; i++) {
        const x = cuts[i - 1]!, end = cuts[i]!;
        if (x < 0 || x >= width || x === end) continue;
        const inA = lineA >= 0 && lineA < height && x >= startA && x < startA + width;
        const inB = lineB >= 0 && lineB < height && x >= startB && x < startB + width;
        const columnA = (mirrorA ? width - 1 - x : x) + ax, columnB = (mirrorB ? width - 1 - x : x) + bx;
        run(
          written,
          a + (y * width + x) * channels,
          inA ? anchors : blackA,
          inA ? a + (lineA * width + columnA) * channels : 0,
          inA ? (mirrorA ? -channels : channels) : 0,
          inB ? partners : blackB,
          inB ? b + (lineB * width + columnB) * channels : 0,
          inB ? (mirrorB ? -channels : channels) : 0,
          share,
          y * width + x,
          end - x,
        );
      }
    }
  }
}
