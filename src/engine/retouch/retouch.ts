import { demand } from "../../demand.ts";
import type { Retouch, RetouchStep } from "../../pair/mod.ts";
import { lookup } from "./lookup.ts";
import { warp } from "./warp.ts";

type ImageSize = readonly [height: number, width: number, channels: number];

/**
 * Retouches an image, in place.
 *
 * @param image Pixels from 0 to `unit`, `[height, width, channels]`.
 * @param unit What white is: 1, or 255.
 * @throws {RangeError} If a pixel is not in that range.
 */
export function retouch(
  image: Float32Array,
  { share, chains }: Retouch,
  size: ImageSize,
  unit: number,
): void {
  const strange = image.find((value) => !(value >= 0 && value <= unit));
  demand(strange === undefined, "retouch an image", `its pixels must be in [0, ${unit}]`, strange);
  const f = Math.fround, scale = f(255 / unit);
  const bytes = Uint8Array.from(image, (value) => Math.floor(f(f(value * scale) + 0.5)));
  const sum = new Float32Array(image.length);
  for (const { weight, steps } of chains) {
    const made = steps.reduce<Uint8Array>((before, step) => applied(before, step, size), bytes),
      own = f(f(weight) / scale);
    for (let i = 0; i < sum.length; i++) sum[i] = f(sum[i]! + f(own * made[i]!));
  }
  const part = f(share);
  for (let i = 0; i < sum.length; i++) image[i] = f(image[i]! + f(part * f(sum[i]! - image[i]!)));
}

function applied(image: Uint8Array, step: RetouchStep, size: ImageSize): Uint8Array {
  if (step.op === "affine") return warp(image, step, size);
  const channels = size[2], out = new Uint8Array(image.length);
  for (let c = 0; c < channels; c++) {
    const counts = new Uint32Array(256);
    for (let i = c; i < image.length; i += channels) counts[image[i]!]!++;
    const table = lookup(step, counts);
    for (let i = c; i < image.length; i += channels) out[i] = table[image[i]!]!;
  }
  return out;
}
