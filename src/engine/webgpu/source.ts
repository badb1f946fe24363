import * as tf from "@tensorflow/tfjs";
import type { ImageShape, Pixels } from "../../batch.ts";

/** Images on the device: floats, or bytes, four in a whole number, which kernels read as floats in `[0, 1]`. */
export interface Source {
  /** All pixels, flat. */
  readonly pixels: tf.Tensor;
  readonly bytes: boolean;
  readonly shape: ImageShape;
}

/** Images on the device as a source. */
export function sourceOf(images: tf.Tensor4D): Source {
  return { pixels: images.flatten(), bytes: false, shape: images.shape };
}

/** Uploads images as they are. */
export function uploadImages(images: Pixels, [height, width, channels]: readonly number[]): Source {
  const shape = [images.length / (height! * width! * channels!), height!, width!, channels!] as const;
  if (images instanceof Float32Array) return { pixels: tf.tensor1d(images), bytes: false, shape };
  const padded = new Uint8Array(4 * Math.ceil(images.length / 4));
  padded.set(images);
  return { pixels: tf.tensor1d(new Int32Array(padded.buffer), "int32"), bytes: true, shape };
}

/** WGSL for `nameAt(place)`: a number of a source that is bound by this name. */
export function readSource(name: string, { bytes }: Source): string {
  const value = bytes
    ? `f32((bitcast<u32>(${name}[place >> 2u]) >> (8u * (u32(place) & 3u))) & 255u) / 255.0`
    : `f32(${name}[place])`;
  return `fn ${name}At(place : i32) -> f32 { return ${value}; }`;
}

/** The same for four numbers at once, of a source that is bound by fours: those from `4 * place` on. */
export function readFours(name: string, { bytes }: Source): string {
  const value = bytes
    ? `vec4<f32>((vec4<u32>(bitcast<u32>(${name}[place])) >> vec4<u32>(0u, 8u, 16u, 24u)) & vec4<u32>(255u)) / 255.0`
    : `${name}[place]`;
  return `fn ${name}At(place : i32) -> vec4<f32> { return ${value}; }`;
}
