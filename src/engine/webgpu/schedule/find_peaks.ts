import { type Buffer, roomFor, type Schedule } from "../../../device/mod.ts";
import { demand } from "../../../demand.ts";
import type { PassPlan, PlannedPeak } from "../../../plan/draw.ts";
import type { ContrastSaliency } from "../../../mask/mod.ts";
import { isViewed, type Side } from "../../../plan/rows.ts";
import { contrastGroups, contrastKernel } from "../kernels/saliency/contrast.ts";
import { fillKernel, PLACE } from "../kernels/saliency/fill.ts";
import { greysKernel } from "../kernels/saliency/greys.ts";
import { lookOf } from "../wgsl/looks.ts";
import { Row } from "../layout/plan_layout.ts";
import type { Source } from "../wgsl/source.ts";

/**
 * Finds the points that a plan asks for in images on the device, and puts them into the table of a device plan, with rows
 * of `stride` numbers.
 *
 * @param plan Says how every sample's anchor or partner is read.
 * @param sources What these are read from.
 */
export function findPeaks(
  schedule: Schedule,
  plan: PassPlan,
  sources: Readonly<Record<Side, Source>>,
  { table, stride }: { readonly table: Buffer; readonly stride: number },
): void {
  const own = plan.params.length / plan.partner.length;
  const placeOf = (param: number) => Math.floor(param / own) * stride + Row.params + param % own;
  for (const group of groups(plan.peaks)) {
    const { of, saliency } = group[0]!, images = sources[of], [, height, width] = images.shape;
    const places = group.flatMap(({ x, y }, peak) =>
      [x, y].flatMap((params, axis) => params.flatMap((param) => [peak, axis, placeOf(param)]))
    );
    const looks = group.flatMap(({ sample }) => lookOf(of, plan, sample));
    const numbers = new Int32Array(roomFor(looks.length + places.length));
    numbers.set([...looks, ...places]);
    const list = schedule.upload(numbers);
    const greys = schedule.run(
      greysKernel(images, list, group.length, isViewed(of, plan), saliency.scale),
    );
    const found = schedule.run(contrastKernel(greys, group.length, [height, width], saliency));
    const layout = {
      first: looks.length,
      count: places.length / PLACE,
      width,
      groups: contrastGroups(height, saliency),
    };
    schedule.run(fillKernel(table, found, list, layout));
  }
}

type Contrast = PlannedPeak & { readonly saliency: ContrastSaliency };

/** Peaks that one kernel finds together. */
function groups(peaks: readonly PlannedPeak[]): readonly (readonly Contrast[])[] {
  const byKind = new Map<string, Contrast[]>();
  for (const peak of peaks) {
    const { of, saliency } = peak;
    demand(
      saliency.kind === "contrast",
      "find a peak on the device",
      "the saliency must be contrast(); for others give typed arrays, and in a sequence put them first",
      saliency.kind,
    );
    const kind = `${of} ${saliency.reaches} ${saliency.scale}`, group = byKind.get(kind);
    if (group === undefined) byKind.set(kind, [{ ...peak, saliency }]);
    else group.push({ ...peak, saliency });
  }
  return [...byKind.values()];
}
