import type { Batch } from "../batch.ts";
import type { Plan } from "../draw.ts";
import { asRead } from "./as_read.ts";
import { foundPeaks } from "./found_peaks.ts";

/**
 * A plan in which the points of the first pass that only the host can find have been found. The later passes of a
 * sequence look at images that are not there yet.
 */
export function withPeaksOfHost(plan: Plan, { images, pool, shape }: Batch): Plan {
  const [first, ...rest] = plan.passes;
  const asked = first?.peaks.filter(({ saliency }) => saliency.kind !== "contrast") ?? [];
  if (first === undefined || asked.length === 0) return plan;
  const imagesOf = { anchor: images, partner: pool?.images ?? images };
  const params = foundPeaks(
    { ...first, peaks: asked },
    (of) => asRead(of, imagesOf[of], first, shape),
    shape,
  );
  const peaks = first.peaks.filter(({ saliency }) => saliency.kind === "contrast");
  return { ...plan, passes: [{ ...first, params, peaks }, ...rest] };
}
