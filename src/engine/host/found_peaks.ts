import type { ImageShape } from "../../batch.ts";
import type { PassPlan } from "../../plan/draw.ts";
import type { Peak, Saliency } from "../../mask/mod.ts";
import { contrastOf } from "../saliency/contrast.ts";
import { luma } from "../saliency/luma.ts";
import { residualOf, SIDE } from "../saliency/residual.ts";

/**
 * The drawn numbers of a pass, with the points that its plan asks for found in images.
 *
 * @param imagesOf Every sample's anchor or partner as it is read.
 */
export function foundPeaks(
  { params, peaks }: PassPlan,
  imagesOf: (of: Peak["of"]) => Float32Array,
  [, height, width, channels]: ImageShape,
): Float32Array {
  if (peaks.length === 0) return params;
  const found = params.slice(), pixels = height * width * channels;
  for (const which of ["anchor", "partner"] as const) {
    const asked = peaks.filter(({ of }) => of === which);
    if (asked.length === 0) continue;
    const images = imagesOf(which);
    for (const { saliency, sample, x, y } of asked) {
      const image = images.subarray(sample * pixels, (sample + 1) * pixels);
      const [column, row] = peakOf(saliency, luma(image, channels), height, width);
      for (const place of x) found[place] = column;
      for (const place of y) found[place] = row;
    }
  }
  return found;
}

/** Column and row of the first of the most salient pixels. */
function peakOf(
  saliency: Saliency,
  luma: Float32Array,
  height: number,
  width: number,
): readonly [number, number] {
  if (saliency.kind === "contrast") {
    const place = largest(contrastOf(luma, height, width, saliency));
    return [place % width, Math.floor(place / width)];
  }
  const place = largest(residualOf(luma, height, width));
  const spread = (i: number, extent: number) => Math.floor((i + 0.5) * extent / SIDE);
  return [spread(place % SIDE, width), spread(Math.floor(place / SIDE), height)];
}

function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
