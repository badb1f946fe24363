import type { Buffer } from "../../../device/mod.ts";
import type { Lanes } from "./print.ts";

/**
 * Lines of a raster of cut noise that are written together: at `[line / CUT_LINES, column]` of a raster there is a float
 * of the bits {@linkcode CUT} and, where a pixel is above the level, of the bit `line % CUT_LINES`.
 */
export const CUT_LINES = 8;

/** The bits of a float without a fraction, of which the last ones can say something else. */
export const CUT = 0x4b000000;

/** The rasters that expressions read by number: noise first, then given ones, then what was rendered. */
export interface Rasters {
  /** `[noise + rendered, pixels]`, flat: noise first. */
  readonly made: Buffer;
  /** `[given, pixels]`, flat, if any were given. */
  readonly given: Buffer | undefined;
  /** How many of them are noise. */
  readonly noise: number;
  /** Whether noise is cut, and not ranked. */
  readonly isCut: boolean;
  /** How many of them were given. */
  readonly others: number;
}

/** What a kernel needs to read rasters, besides the ones that were made. */
export function rasterInputs({ given }: Rasters): Readonly<Record<string, Buffer>> {
  return given === undefined ? {} : { given };
}

/** What {@linkcode readRasters} needs to know. */
export function rasterUniforms({ noise, isCut, others }: Rasters): Readonly<Record<string, number>> {
  return { noise, cut: isCut ? noise : 0, others };
}

/**
 * WGSL that reads a raster at the pixel that is at hand, with its neighbours in a line, or without any at a point; there is
 * none of a number below 0. The made ones are in the buffer of this name.
 *
 * @param bound How many numbers an element of a bound raster holds.
 * @param suffix Ends all names.
 */
export function readRasters(
  buffer: "made" | "result",
  { given }: Rasters,
  [height, width]: readonly [number, number],
  lanes: Lanes,
  bound: Lanes = lanes,
  suffix = "",
): string {
  const V = `V${suffix}`;
  const inLine = width / lanes, pixels = height * inLine;
  const bits = lanes === 1 ? "u32" : "vec4<u32>";
  const element = (of: string) => `${of}${bound === lanes ? "[at]" : `[at / ${bound}][at % ${bound}]`}`;
  const made = `let isCut = index < uniforms.cut;
    let at = (index - select(uniforms.others, 0, index < uniforms.noise)) * ${pixels}
      + select(line, line / ${CUT_LINES}, isCut) * ${inLine} + column;
    let number = ${element(buffer)};
    let above = (bitcast<${bits}>(number) >> ${bits}(u32(line % ${CUT_LINES}))) & ${bits}(1u);
    value = select(number, ${V}(above), isCut);`;
  return `
/** The line of the pixel at hand, and its column among those where there are others. */
var<private> here${suffix} : vec2<i32>;
fn rasterOf${suffix}(index : i32, line : i32, column : i32) -> ${V} {
  var value = ${V}(0.0);
  if (index >= 0) {
    ${
    given === undefined ? made : `if (index >= uniforms.noise && index < uniforms.noise + uniforms.others) {
      let at = (index - uniforms.noise) * ${pixels} + line * ${inLine} + column;
      value = ${element("given")};
    } else { ${made} }`
  }
  }
  return value;
}
fn rasterHere${suffix}(index : i32) -> ${V} { return rasterOf${suffix}(index, here${suffix}.x, here${suffix}.y); }
${lanes === 1 ? readAtPoints(height, width, suffix) : ""}`;
}

function readAtPoints(height: number, width: number, suffix: string): string {
  return `
/** A place on a side that repeats for ever. It has no remainder in it, which is slow, and undefined below 0 on OpenGL. */
fn wrapped${suffix}(at : f32, side : f32, sides : f32) -> i32 {
  let place = floor(at);
  let rest = place - side * floor(place * sides);
  return i32(select(select(rest, rest - side, rest >= side), rest + side, rest < 0.0));
}
fn rasterAt${suffix}(index : i32, x : f32, y : f32) -> f32 {
  return rasterOf${suffix}(
    index,
    wrapped${suffix}(y, ${height}.0, f32(${1 / height})),
    wrapped${suffix}(x, ${width}.0, f32(${1 / width})),
  );
}`;
}
