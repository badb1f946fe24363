import type { ImageShape } from "../../batch.ts";
import type { PassPlan } from "../../plan/draw.ts";
import type { Peak } from "../../mask/mod.ts";
import { peakOf } from "../saliency/peak.ts";

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
