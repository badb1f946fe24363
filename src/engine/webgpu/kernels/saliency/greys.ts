import { type Buffer, type Kernel, roomFor } from "../../../../device/mod.ts";
import { demand } from "../../../../demand.ts";
import type { ContrastSaliency } from "../../../../mask/mod.ts";
import { lumaWeights } from "../../../saliency/luma.ts";
import { foursOf, LONGEST_SIDE, LOOK, looksAt } from "../../wgsl/looks.ts";
import type { Source } from "../../wgsl/source.ts";

/** With the longest side, keeps invocations well below `MOST_TURNS`. */
const MOST_PIXELS = 2 ** 20;

/** Where the parts of an image's greys are, in vectors of four neighbours in a line; the last one of a line may be filled up. */
export interface GreysLayout {
  /** Vectors in a line. */
  readonly across: number;
  /** The smoothed greys, `[height, across]`, come first; then their sums. */
  readonly sums: number;
  /** Vectors in a line of sums: the sums of nothing, those up to every column, and those of the whole line. */
  readonly acrossSums: number;
  /** Vectors of an image. */
  readonly size: number;
  /** Invocations that look at an image. */
  readonly threads: number;
}

/** Lays out the greys of an image. */
export function greysLayout(height: number, width: number): GreysLayout {
  const { across, threads } = foursOf(width), acrossSums = across + 2, sums = height * across;
  return { across, sums, acrossSums, size: sums + (height + 1) * acrossSums, threads };
}

/**
 * A kernel that makes images whole numbers from 0 to 255 and smooths them, as `contrastOf()` on the host, and adds them up
 * from the top left: `[count, size]` as {@linkcode greysLayout} says. Line `y` of the sums has what is above line `y`,
 * and in it every column what is left of the next one.
 *
 * - Reads `images`; `list` of the images to look at.
 * - Writes greys and their sums, `[images, size]`.
 * - Read by `contrast`.
 *
 * @param list Which images, {@linkcode LOOK} numbers each, and whatever else.
 * @param viewed Whether any view moves or mirrors an image.
 */
export function greysKernel(
  images: Source,
  list: Buffer,
  count: number,
  viewed: boolean,
  scale: ContrastSaliency["scale"],
): Kernel {
  const [, height, width, channels] = images.shape, pixels = height * width, side = Math.max(height, width);
  const action = "find a peak on the device";
  demand(pixels <= MOST_PIXELS, action, `images must have at most ${MOST_PIXELS} pixels`, pixels);
  demand(side <= LONGEST_SIDE, action, `the sides of images must be at most ${LONGEST_SIDE}`, side);
  const { across, sums, acrossSums, size, threads } = greysLayout(height, width);
  const looks = looksAt(images, viewed), filled = across * 4 - width;
  const pixelsOf = (c: number) =>
    scale === "one"
      ? `pixels[${c}]`
      : `clamp(floor(pixels[${c}] * 255.0 + 0.5), vec4<f32>(0.0), vec4<f32>(255.0))`;
  const down = `for (var y = 0; y < ${height}; y++)`;
  return {
    key: `miamix greys ${height}x${width}x${channels} ${images.bytes} ${viewed} ${scale}`,
    output: [roomFor(count), 4 * size],
    dtype: "int32",
    dispatch: [count, 1, 1],
    workgroup: threads,
    lanes: 4,
    uniforms: { size },
    inputs: { images: images.pixels, list },
    inputLanes: { images: looks.lanes, list: 1 },
    code: () => `
var<workgroup> lows : array<f32, ${threads}>;
var<workgroup> highs : array<f32, ${threads}>;
var<private> low : f32;
var<private> scale : f32;

${looks.code}
fn lumaAt(line : i32, fours : i32) -> vec4<f32> {
  let pixels = pixelsAt(line, fours);
  var sum = vec4<f32>(0.0);
  ${
      [...lumaWeights(channels)].map((weight, c) => `sum = sum + f32(${weight}) * ${pixelsOf(c)};`).join(
        "\n  ",
      )
    }
  return sum;
}

fn stretched(place : i32) -> vec4<i32> {
  return vec4<i32>(floor((bitcast<vec4<f32>>(result[place]) - low) * scale + 0.5));
}

fn grey(place : i32) -> vec4<i32> { return result[place]; }

${smoother("smoothStretched", "stretched", { height, across, filled, threads })}
${smoother("smoothGrey", "grey", { height, across, filled, threads })}

fn main(_index : i32) {
  let t = i32(localIndex);
  let greys = i32(workgroupId.x) * uniforms.size;
  let sums = greys + ${sums};
  look(i32(workgroupId.x) * ${LOOK});
  var least = lumaAt(0, 0);
  var most = least;
  for (var x = t; x < ${across}; x += ${threads}) {
    ${down} {
      let luma = lumaAt(y, x);
      least = min(least, luma);
      most = max(most, luma);
      result[greys + y * ${across} + x] = bitcast<vec4<i32>>(luma);
    }
  }
  lows[t] = min(min(least.x, least.y), min(least.z, least.w));
  highs[t] = max(max(most.x, most.y), max(most.z, most.w));
  workgroupBarrier();
  low = lows[0];
  var high = highs[0];
  for (var i = 1; i < ${threads}; i++) {
    low = min(low, lows[i]);
    high = max(high, highs[i]);
  }
  ${
      scale === "one"
        ? `let range = high - low;
  scale = select(0.0, 255.0 / range, range > 0.0);`
        : `low = 0.0;
  scale = 1.0;`
    }
  storageBarrier();
  smoothStretched(greys, sums, t);
  storageBarrier();
  smoothGrey(sums, greys, t);
  storageBarrier();
  for (var y = t; y < ${height}; y += ${threads}) {
    let line = sums + (y + 1) * ${acrossSums};
    var sum = vec4<i32>(0);
    result[line] = sum;
    for (var x = 0; x < ${across}; x++) {
      let four = result[greys + y * ${across} + x]${
      filled === 0
        ? ""
        : ` * select(vec4<i32>(1), vec4<i32>(${[0, 1, 2, 3].map((i) => i < 4 - filled ? 1 : 0)}), x == ${
          across - 1
        })`
    };
      let two = four + vec4<i32>(0, four.xyz);
      sum = vec4<i32>(sum.w) + two + vec4<i32>(0, 0, two.xy);
      result[line + 1 + x] = sum;
    }
    result[line + ${across + 1}] = vec4<i32>(sum.w);
  }
  storageBarrier();
  for (var x = t; x < ${acrossSums}; x += ${threads}) {
    var sum = vec4<i32>(0);
    result[sums + x] = sum;
    ${down} {
      let place = sums + (y + 1) * ${acrossSums} + x;
      sum += result[place];
      result[place] = sum;
    }
  }
}`,
  };
}

/** WGSL for a 3×3 binomial filter, rounded, of what a function says; beyond the border is what is before it. */
function smoother(
  name: string,
  of: string,
  { height, across, filled, threads }: Record<"height" | "across" | "filled" | "threads", number>,
): string {
  const last = 3 - filled, repeated = "xyzw".slice(0, last + 1).padEnd(4, "xyzw"[last]);
  const beyond = last > 0 ? `here.${"xyzw"[last - 1]}` : across > 1 ? "before.w" : "here.x";
  const atEnd = [..."yzww"].map((next, i) => i === last ? beyond : `here.${next}`);
  return `
fn ${name}Line(line : i32, x : i32) -> vec4<i32> {
  let before = ${of}(line + max(x - 1, 0));
  let here = ${of}(line + x);
  let after = ${of}(line + min(x + 1, ${across - 1}));
  let right = select(vec4<i32>(here.yzw, after.x), vec4<i32>(${atEnd}), x == ${across - 1});
  return vec4<i32>(select(before.w, here.y, x == 0), here.xyz) + 2 * here + right;
}
fn ${name}(source : i32, sink : i32, t : i32) {
  for (var x = t; x < ${across}; x += ${threads}) {
    var above = ${name}Line(source + ${Math.min(1, height - 1) * across}, x);
    var here = ${name}Line(source, x);
    for (var y = 0; y < ${height}; y++) {
      let next = select(y + 1, ${Math.max(0, height - 2)}, y == ${height - 1});
      let below = ${name}Line(source + next * ${across}, x);
      let softer = (above + 2 * here + below + 8) >> vec4<u32>(4u);
      result[sink + y * ${across} + x] = ${
    filled === 0 ? "softer" : `select(softer, softer.${repeated}, x == ${across - 1})`
  };
      above = here;
      here = below;
    }
  }
}`;
}
