import { type Buffer, flat, runKernel, upload } from "../../../device/mod.ts";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { ImageShape, Pixels } from "../../../batch.ts";
import { copyKernel } from "../kernels/copy.ts";
import type { Lanes } from "./print.ts";

/** Images on the device: floats, or bytes, four in a whole number, which kernels read as floats in `[0, 1]`. */
export interface Source {
  /** All pixels, flat. */
  readonly pixels: Buffer;
  readonly bytes: boolean;
  readonly shape: ImageShape;
}

/** Images on the device as a source. */
export function sourceOf(images: Buffer): Source {
  return { pixels: flat(images), bytes: false, shape: images.shape as [number, number, number, number] };
}

/** So many images of bytes fill whole words, however large they are. */
export const WHOLE_WORDS = 4;

/** Some of the images of a source, from a multiple of {@linkcode WHOLE_WORDS} on. */
export function sliceSource(backend: WebGPUBackend, images: Source, from: number, to: number): Source {
  const { pixels, bytes, shape: [, height, width, channels] } = images;
  const place = (image: number) => Math.ceil(image * height * width * channels / (bytes ? 4 : 1));
  const slice = copyKernel(pixels, place(from), place(to) - place(from));
  return { pixels: runKernel(backend, slice), bytes, shape: [to - from, height, width, channels] };
}

/** Uploads images as they are. */
export function uploadImages(
  backend: WebGPUBackend,
  images: Pixels,
  [height, width, channels]: readonly number[],
): Source {
  const shape = [images.length / (height! * width! * channels!), height!, width!, channels!] as const;
  if (images instanceof Float32Array) return { pixels: upload(backend, images), bytes: false, shape };
  const padded = new Uint8Array(4 * Math.ceil(images.length / 4));
  padded.set(images);
  return { pixels: upload(backend, new Int32Array(padded.buffer)), bytes: true, shape };
}

/** WGSL for `nameAt(place)`: a number of a source that is bound by this name, and by fours if `lanes` says so. */
export function readSource(name: string, { bytes }: Source, lanes: Lanes = 1): string {
  const value = bytes
    ? `f32((bitcast<u32>(${name}[place >> 2u]) >> (8u * (u32(place) & 3u))) & 255u) / 255.0`
    : lanes === 4
    ? `${name}[place >> 2u][place & 3]`
    : `f32(${name}[place])`;
  return `fn ${name}At(place : i32) -> f32 { return ${value}; }`;
}

/** WGSL for `nameFoursAt(place)`: four numbers at once, of a source that is bound by fours, from `4 * place` on. */
export function readFours(name: string, { bytes }: Source): string {
  const value = bytes
    ? `vec4<f32>((vec4<u32>(bitcast<u32>(${name}[place])) >> vec4<u32>(0u, 8u, 16u, 24u)) & vec4<u32>(255u)) / 255.0`
    : `${name}[place]`;
  return `fn ${name}FoursAt(place : i32) -> vec4<f32> { return ${value}; }`;
}

/** WGSL for the view of an image, which is loaded before, and `placeOf(x, y)`: where a pixel of it is. */
export function viewSource([, height, width, channels]: ImageShape): string {
  return `
var<private> image : i32;
var<private> dx : i32;
var<private> dy : i32;
var<private> mirrored : bool;

/** The place of a pixel of the view among all numbers; -1 outside of the image. */
fn placeOf(x : i32, y : i32) -> i32 {
  let column = select(x, ${width - 1} - x, mirrored) + dx;
  let line = y + dy;
  let outside = column < 0 || column >= ${width} || line < 0 || line >= ${height};
  return select(((image * ${height} + line) * ${width} + column) * ${channels}, -1, outside);
}`;
}
