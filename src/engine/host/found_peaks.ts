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
 * @param unit What white is in them: 1, or 255.
 */
export function foundPeaks(
  { params, peaks }: PassPlan,
  imagesOf: (of: Peak["of"]) => Float32Array,
  [, ...size]: ImageShape,
  unit: number,
): Float32Array {
  if (peaks.length === 0) return params;
  const found = params.slice(), numbers = size[0] * size[1] * size[2];
  for (const which of ["anchor", "partner"] as const) {
    const asked = peaks.filter(({ of }) => of === which);
    if (asked.length === 0) continue;
    const images = imagesOf(which);
    for (const { saliency, sample, x, y } of asked) {
      const image = images.subarray(sample * numbers, (sample + 1) * numbers);
      const [column, row] = peakOf(saliency, image, size, unit);
      for (const place of x) found[place] = column;
      for (const place of y) found[place] = row;
    }
  }
  return found;
}

/** Column and row of the first of the most salient pixels. */
function peakOf(
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
