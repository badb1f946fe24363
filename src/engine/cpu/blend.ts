import type { Pixels } from "../../batch.ts";
import type { PassPlan } from "../../draw.ts";
import type { ImageFlow, Share } from "../host.ts";

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

const compiled = new Map<string, (scale: Float64Array, shift: Float64Array) => Run>();

/**
 * Compiles the loop over pixels for a number of channels. Code is made for each kind of arrays, since code that meets
 * several is slow. Bytes are written as if clamped, which rounds them half to even.
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
  const ours = pixel((c) => `anchors[a + ${c}]`), theirs = pixel((c) => `partners[b + ${c}]`);
  const both = pixel((c) => `partners[b + ${c}] + share * (anchors[a + ${c}] - partners[b + ${c}])`);
  const loop = (body: string) =>
    `for (let end = o + count * ${channels}; o < end; o += ${channels}, a += aStep, b += bStep) { ${body} }`;
  const make = new Function(
    "scale",
    "shift",
    `"use strict"; return (out, o, anchors, a, aStep, partners, b, bStep, shares, m, count) => {
  if (typeof shares === "number") {
    const share = shares;
    if (share === 1) ${loop(ours)}
    else if (share === 0) ${loop(theirs)}
    else ${loop(both)}
    return;
  }
  ${
      loop(`const share = shares[m++];
    if (share === 1) { ${ours} } else if (share === 0) { ${theirs} } else { ${both} }`)
    }
};`,
  ) as (scale: Float64Array, shift: Float64Array) => Run;
  compiled.set(key, make);
  return make;
}

/** Makes a function that mixes the image of a sample: in one run where both images are read as they are, else in lines. */
export function blender(
  { anchors, partners, out, shape: [, height, width, channels], unit, normalize }: ImageFlow,
  { partner, views }: PassPlan,
): (n: number, share: Share) => void {
  const kinds = [out, anchors, partners].map((pixels) => pixels.constructor.name);
  const { mean = [], std = [] } = normalize ?? {};
  const scale = Float64Array.from(std, (one) => 1 / (unit * one));
  const shift = Float64Array.from(mean, (one, c) => -one / std[c]!);
  const run = compileRun(kinds, channels, normalize !== undefined)(scale, shift);
  const written = out instanceof Float32Array
    ? out
    : new Uint8ClampedArray(out.buffer, out.byteOffset, out.length);
  const each = height * width * channels;
  const black = [new (anchors.constructor as new (length: number) => Pixels)(channels)];
  black.push(new (partners.constructor as new (length: number) => Pixels)(channels));
  const cuts = new Int32Array(6);
  return (n, share) => {
    const at = 6 * n, other = partner[n]!;
    const ax = views[at]!, ay = views[at + 1]!, mirrorA = views[at + 2] === 1;
    const bx = views[at + 3]!, by = views[at + 4]!, mirrorB = views[at + 5] === 1;
    if (ax === 0 && ay === 0 && !mirrorA && bx === 0 && by === 0 && !mirrorB) {
      run(
        written,
        n * each,
        anchors,
        n * each,
        channels,
        partners,
        other * each,
        channels,
        share,
        0,
        height * width,
      );
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
          n * each + (y * width + x) * channels,
          inA ? anchors : black[0]!,
          inA ? n * each + (lineA * width + columnA) * channels : 0,
          inA ? (mirrorA ? -channels : channels) : 0,
          inB ? partners : black[1]!,
          inB ? other * each + (lineB * width + columnB) * channels : 0,
          inB ? (mirrorB ? -channels : channels) : 0,
          share,
          y * width + x,
          end - x,
        );
      }
    }
  };
}
