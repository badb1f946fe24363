import type { Saliency } from "../../mask/mod.ts";
import { contrastOf } from "./contrast.ts";
import { luma } from "./luma.ts";
import { residualOf, SIDE } from "./residual.ts";

/** Column and row of the first of the most salient pixels. */
export function peakOf(
  saliency: Saliency,
  image: Float32Array,
  size: readonly [height: number, width: number, channels: number],
  unit: number,
): readonly [number, number] {
  const [height, width, channels] = size;
  if (saliency.kind === "contrast") {
    const place = largest(contrastOf(image, size, saliency, unit));
    return [place % width, Math.floor(place / width)];
  }
  const place = largest(residualOf(luma(image, channels), height, width));
  const spread = (i: number, extent: number) => Math.floor((i + 0.5) * extent / SIDE);
  return [spread(place % SIDE, width), spread(Math.floor(place / SIDE), height)];
}

function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
