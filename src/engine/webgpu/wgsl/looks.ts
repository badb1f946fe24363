import { each, list } from "./text.ts";
import type { PassPlan } from "../../../plan/draw.ts";
import { imageOf, readingOf, type Side } from "../../../plan/rows.ts";
import { readFours, readSource, type Source, viewSource } from "./source.ts";
import type { Lanes } from "./print.ts";

/** How many numbers tell a kernel which image a sample's anchor or partner is, and through which view it is read. */
export const LOOK = 4;

/** {@linkcode LOOK} numbers: the image, how far the view moves along lines and columns, and whether it mirrors. */
export function lookOf(of: Side, plan: PassPlan, sample: number): readonly number[] {
  const { dx, dy, mirror } = readingOf(of, plan, sample);
  return [imageOf(of, plan, sample), dx, dy, mirror ? 1 : 0];
}

/** What software adapters let an invocation do: so many turns of its loops, all of them together. */
export const MOST_TURNS = 65_535;

/** The longest side of images that one workgroup works on; kernels also say how many pixels these may have. */
export const LONGEST_SIDE: number = 2 ** 12;

/**
 * How one workgroup goes through an image: every invocation down some columns of four pixels each. Larger workgroups would
 * wait longer at barriers than they gain on software adapters.
 */
export function foursOf(width: number): { readonly across: number; readonly threads: number } {
  const across = Math.ceil(width / 4);
  return { across, threads: Math.min(128, 8 * Math.ceil(across / 8)) };
}

/** How kernels read images by four neighbours in a line. */
export interface LooksAt {
  /** How the images must be bound, as `images`. */
  readonly lanes: Lanes;
  /**
   * WGSL for `look(at)`, which takes the {@linkcode LOOK} numbers from `list[at]` on, and then `pixelsAt(line, fours)`: for
   * every channel four neighbours. What is outside of the image is black, and what follows a line is its last pixel.
   */
  readonly code: string;
}

/**
 * Reads images through their views.
 *
 * @param viewed Whether any of these moves or mirrors an image.
 */
export function looksAt(images: Source, viewed: boolean): LooksAt {
  const inFours = !viewed && images.shape[2] % 4 === 0;
  return {
    lanes: inFours && !images.bytes ? 4 : 1,
    code: inFours ? straight(images) : throughView(images),
  };
}

function straight(images: Source): string {
  const [, height, width, channels] = images.shape;
  const at = (number: number) => `read${number >> 2}.${"xyzw"[number & 3]}`;
  return `
${readFours("images", images)}
var<private> image : i32;
fn look(at : i32) { image = i32(list[at]) * ${height * width * channels / 4}; }
fn pixelsAt(line : i32, fours : i32) -> array<vec4<f32>, ${channels}> {
  let place = image + (line * ${width / 4} + fours) * ${channels};
  ${each(channels, (i) => `let read${i} = imagesFoursAt(place + ${i});`)}
  return array<vec4<f32>, ${channels}>(${
    list(channels, (c) => `vec4<f32>(${list(4, (pixel) => at(pixel * channels + c))})`)
  });
}`;
}

function throughView(images: Source): string {
  const [, , width, channels] = images.shape;
  const type = `array<f32, ${channels}>`;
  return `
${readSource("images", images)}
${viewSource(images.shape)}
fn look(at : i32) {
  image = i32(list[at]);
  dx = i32(list[at + 1]);
  dy = i32(list[at + 2]);
  mirrored = i32(list[at + 3]) == 1;
}
fn pixelAt(y : i32, x : i32) -> ${type} {
  let place = placeOf(x, y);
  var pixel = ${type}();
  if (place >= 0) {
    ${each(channels, (c) => `pixel[${c}] = imagesAt(place + ${c});`)}
  }
  return pixel;
}
fn pixelsAt(line : i32, fours : i32) -> array<vec4<f32>, ${channels}> {
  ${each(4, (i) => `let pixel${i} = pixelAt(line, min(4 * fours + ${i}, ${width - 1}));`)}
  return array<vec4<f32>, ${channels}>(${
    list(channels, (c) => `vec4<f32>(${list(4, (i) => `pixel${i}[${c}]`)})`)
  });
}`;
}
