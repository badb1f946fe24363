import type { Batch, Pixels } from "../../batch.ts";
import type { Plan } from "../../plan/draw.ts";
import { gatherImages } from "./gather_images.ts";
import { foundPeaks } from "./found_peaks.ts";

/**
 * A plan in which points of the first pass have been found: those that only the host can find, or all of them. The later
 * passes of a sequence look at images that are not there yet.
 */
export function withPeaksOfHost(
  plan: Plan,
  { images, pool, shape }: Pick<Batch<Pixels>, "images" | "pool" | "shape">,
  all = false,
): Plan {
  const [first, ...rest] = plan.passes;
  const asked = first?.peaks.filter(({ saliency }) => all || saliency.kind !== "contrast") ?? [];
  if (first === undefined || asked.length === 0) return plan;
  const imagesOf = { anchor: images, partner: pool?.images ?? images };
  const unit = images instanceof Float32Array ? 1 : 255;
  const params = foundPeaks(
    { ...first, peaks: asked },
    (of) => gatherImages(of, imagesOf[of], first, shape, unit),
    shape,
    unit,
  );
  const peaks = first.peaks.filter((peak) => !asked.includes(peak));
  return { ...plan, passes: [{ ...first, params, peaks }, ...rest] };
}
