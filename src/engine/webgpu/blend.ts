import type { Tensor } from "@tensorflow/tfjs";
import type { ImageShape, Normalization } from "../../batch.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { rasterInputs, type Rasters, rasterUniforms, readRasters } from "./rasters.ts";
import { Row } from "./rows.ts";
import { type Runs, runsOf, THREADS } from "./runs.ts";
import { readFours, readSource, type Source } from "./source.ts";
import { type Lanes, lanesOf, lanesSource, type PrintedWgsl, shareAt, vector } from "./wgsl.ts";

/** What kernels evaluate the mask from. */
export interface MaskInputs {
  /** The table of a device plan. */
  readonly plan: Tensor;
  /** How many numbers a row of it has. */
  readonly stride: number;
  readonly mask: PrintedWgsl;
  /** The rasters that the mask reads, if it reads any. */
  readonly rasters: Rasters | undefined;
}

/** What anchors and partners are read from. */
export interface Pair<T> {
  readonly anchors: T;
  readonly partners: T;
}

/** WGSL for `b + share·(a - b)`; exactly `a` for 1 and `b` for 0, whatever is in the other one. */
export function lerp(type: "f32" | "V"): string {
  return `
fn lerp(share : ${type}, a : ${type}, b : ${type}) -> ${type} {
  return select(select(b + share * (a - b), b, share == ${type}(0.0)), a, share == ${type}(1.0));
}`;
}

/** What a kernel adds to its own to evaluate the mask. */
export interface MaskParts {
  readonly code: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly uniforms: Readonly<Record<string, number>>;
  /** How many neighbours are worked on at once. */
  readonly lanes: Lanes;
  /** How the rasters are bound. */
  readonly inputLanes: Readonly<Record<string, Lanes>>;
  /** What the code depends on, for the key of the kernel. */
  readonly key: string;
}

/** The mask as WGSL, and the rasters that it reads. */
export function maskParts(
  { mask, rasters, stride }: MaskInputs,
  size: readonly [height: number, width: number],
): MaskParts {
  const lanes = lanesOf(mask, size[1]);
  const read = mask.readsRasters ? rasters : undefined;
  return {
    code: [
      lanesSource[lanes],
      read === undefined ? "" : readRasters("made", read, size, lanes),
      mask.code,
      shareAt(mask, size[1], lanes),
    ].join("\n"),
    inputs: read === undefined ? {} : { made: read.made, ...rasterInputs(read) },
    uniforms: read === undefined ? {} : rasterUniforms(read),
    lanes,
    inputLanes: { made: lanes, given: lanes },
    key: `${size} ${stride} ${mask.first} ${rasters?.given === undefined} ${mask.code}`,
  };
}

/**
 * A kernel that evaluates the mask, reads anchor and partner, and mixes them, `[samples, h, w, c]`. Where the mask is 1
 * the partner is not read, and where it is 0 the anchor is not: reading is what takes the time. Every channel of the
 * result is normalised, if that is asked for.
 *
 * @param viewed Whether images are read through views, pixel by pixel.
 */
export function blendKernel(
  { anchors, partners }: Pair<Source>,
  inputs: MaskInputs,
  shape: ImageShape,
  normalize: Normalization | undefined,
  viewed: boolean,
): Kernel {
  const { plan, stride, mask } = inputs;
  const [samples, height, width, channels] = shape;
  const source = maskParts(inputs, [height, width]), { lanes } = source;
  const runs = runsOf([height, width], lanes);
  const inFours = lanes === 4 && !viewed;
  const reader = inFours ? readFours : readSource;
  const { setUp, read } = inFours ? readsInFours(runs, channels) : readsThroughViews(shape, lanes);
  const write = each(channels, (i) => {
    const places = Array.from({ length: lanes }, (_, j) => lanes * i + j);
    const share = vector(places.map((place) => component("m", Math.floor(place / channels), lanes)));
    const [a, b] = inFours
      ? [`a${i}`, `b${i}`]
      : [vector(places.map((place) => `a${place}`)), vector(places.map((place) => `b${place}`))];
    const mixed = `lerp(${share}, ${a}, ${b})`;
    return `result[out + ${i}] = ${normalized(mixed, places.map((place) => place % channels), normalize)};`;
  });
  return {
    key: `miamix blend ${channels} ${viewed} ${anchors.bytes} ${partners.bytes} ${
      shown(normalize)
    } ${source.key}`,
    output: [...shape],
    dtype: "float32",
    dispatch: [runs.groups, samples, 1],
    workgroup: THREADS,
    lanes,
    uniforms: { places: runs.places, ...source.uniforms },
    inputs: { anchors: anchors.pixels, partners: partners.pixels, plan, ...source.inputs },
    inputLanes: {
      anchors: inFours && !anchors.bytes ? 4 : 1,
      partners: inFours && !partners.bytes ? 4 : 1,
      plan: 1,
      ...source.inputLanes,
    },
    code: `
${source.code}
${lerp("V")}
${reader("anchors", anchors)}
${reader("partners", partners)}
/** Where the line of an image begins that a view reads; -1 outside of it. */
fn beginOf(image : i32, line : i32) -> i32 {
  return select((image * ${height} + line) * ${width}, -1, line < 0 || line >= ${height});
}

fn main(_index : i32) {
  let n = i32(workgroupId.y);
  let row = n * ${stride};
  begin(row + ${Row.params + mask.first});
  let partner = i32(plan[row + ${Row.partner}]);
  ${setUp}
  ${
      runs.along(`let m = shareAt(line, column);
    ${read}
    let out = (n * ${runs.places} + place) * ${channels};
    ${write}`)
    }
}`,
  };
}

/** Statements that read images: once for an invocation, and at every place. */
interface Reads {
  readonly setUp: string;
  readonly read: string;
}

/** Reads the pixels as they are, four numbers at once, as `a0`, `a1`, … and `b0`, `b1`, … */
function readsInFours({ places }: Runs, channels: number): Reads {
  const read = (name: string, image: string, from: string, needed: string) =>
    `${each(channels, (i) => `var ${name}${i} = V(0.0);`)}
    let ${name} = (${image} * ${places} + place) * ${channels};
    if (any(m != V(${needed}))) { ${each(channels, (i) => `${name}${i} = ${from}At(${name} + ${i});`)} }`;
  return {
    setUp: "",
    read: `${read("a", "n", "anchors", "0.0")}
    ${read("b", "partner", "partners", "1.0")}`,
  };
}

/** Reads every pixel where its views say, and black outside of the images, as `a0`, `a1`, … and `b0`, `b1`, … */
function readsThroughViews([, , width, channels]: ImageShape, lanes: Lanes): Reads {
  const setUp = (side: "A" | "B", view: number) =>
    `let dx${side} = i32(plan[row + ${view}]);
  let dy${side} = i32(plan[row + ${view + 1}]);
  let mirror${side} = plan[row + ${view + 2}] > 0.0;
  let step${side} = select(1, -1, mirror${side});`;
  const start = (side: "A" | "B", image: string) =>
    `let line${side} = beginOf(${image}, line + dy${side});
    var column${side} = select(column, ${width - 1} - column, mirror${side}) + dx${side};`;
  const read = (pixel: number, name: string, side: "A" | "B", from: string, needed: string) => {
    const place = (c: number) => `${name}${channels * pixel + c}`;
    return `${each(channels, (c) => `var ${place(c)} = 0.0;`)}
    if (${
      component("m", pixel, lanes)
    } != ${needed} && line${side} >= 0 && column${side} >= 0 && column${side} < ${width}) {
      let place = (line${side} + column${side}) * ${channels};
      ${each(channels, (c) => `${place(c)} = ${from}At(place + ${c});`)}
    }
    column${side} += step${side};`;
  };
  return {
    setUp: `${setUp("A", Row.anchorView)}
  ${setUp("B", Row.partnerView)}`,
    read: `${start("A", "n")}
    ${start("B", "partner")}
    ${
      each(
        lanes,
        (pixel) =>
          `${read(pixel, "a", "A", "anchors", "0.0")}
    ${read(pixel, "b", "B", "partners", "1.0")}`,
      )
    }`,
  };
}

function each(count: number, text: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => text(i)).join("\n    ");
}

/** WGSL for one of the numbers that are worked on at once. */
function component(name: string, i: number, lanes: Lanes): string {
  return lanes === 1 ? name : `${name}.${"xyzw"[i]}`;
}

/** A normalization as text, for the key of a kernel. */
function shown(normalize: Normalization | undefined): string {
  return normalize === undefined ? "" : `${Array.from(normalize.mean)}/${Array.from(normalize.std)}`;
}

/** WGSL for normalised numbers of these channels. */
function normalized(
  value: string,
  channels: readonly number[],
  normalize: Normalization | undefined,
): string {
  if (normalize === undefined) return value;
  const literals = (numbers: Normalization["mean"]) =>
    vector(channels.map((channel) => `f32(${Math.fround(numbers[channel]!)})`));
  return `(${value} - ${literals(normalize.mean)}) / ${literals(normalize.std)}`;
}
