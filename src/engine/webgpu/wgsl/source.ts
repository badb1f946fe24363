import type { Tensor, Tensor4D } from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { ImageShape, Pixels } from "../../../batch.ts";
import { type Kernel, runKernel, upload } from "../../../device/kernel.ts";
import type { Lanes } from "./print.ts";

const THREADS = 64, OF_GROUP = 32 * THREADS;

/** Images on the device: floats, or bytes, four in a whole number, which kernels read as floats in `[0, 1]`. */
export interface Source {
  /** All pixels, flat. */
  readonly pixels: Tensor;
  readonly bytes: boolean;
  readonly shape: ImageShape;
}

/** Images on the device as a source. */
export function sourceOf(images: Tensor4D): Source {
  return { pixels: images.flatten(), bytes: false, shape: images.shape };
}

/** So many images of bytes fill whole words, however large they are. */
export const WHOLE_WORDS = 4;

/**
 * Some of the images of a source, from a multiple of {@linkcode WHOLE_WORDS} on. (`tf.slice` takes whole numbers through
 * floats, which have no room for four bytes.)
 */
export function sliceSource(backend: WebGPUBackend, images: Source, from: number, to: number): Source {
  const { pixels, bytes, shape: [, height, width, channels] } = images;
  const place = (image: number) => Math.ceil(image * height * width * channels / (bytes ? 4 : 1));
  const first = place(from), count = place(to) - first;
  const kernel: Kernel = {
    key: `miamix slice ${bytes}`,
    output: [count],
    dtype: bytes ? "int32" : "float32",
    dispatch: [Math.ceil(count / OF_GROUP), 1, 1],
    workgroup: THREADS,
    uniforms: { first, count },
    inputs: { pixels },
    code: () => `
fn main(_index : i32) {
  let begin = i32(workgroupId.x) * ${OF_GROUP};
  for (var i = begin + i32(localIndex); i < min(begin + ${OF_GROUP}, uniforms.count); i += ${THREADS}) {
    result[i] = pixels[uniforms.first + i];
  }
}`,
  };
  return { pixels: runKernel(backend, kernel), bytes, shape: [to - from, height, width, channels] };
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
