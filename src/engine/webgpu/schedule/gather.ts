import type { Buffer, Schedule } from "../../../device/mod.ts";
import type { ImageShape } from "../../../batch.ts";
import type { PassPlan } from "../../../plan/draw.ts";
import { isViewed, type Side } from "../../../plan/rows.ts";
import { lookOf } from "../wgsl/looks.ts";
import { placeKernel } from "../kernels/blend/place.ts";
import { retouchedPlanes } from "./retouch.ts";
import { retouchPlan } from "../layout/retouch_plan.ts";
import { retouchedKernel } from "../kernels/retouch/retouched.ts";
import { type Source, sourceOf } from "../wgsl/source.ts";

/**
 * Makes every sample's anchor or partner as it is read: through its view, then retouched, and a partner then where
 * it is placed.
 *
 * @param rows The table of a device plan, with rows of `stride` numbers.
 */
export function gather(
  schedule: Schedule,
  of: Side,
  images: Source,
  rows: { readonly table: Buffer; readonly stride: number },
  plan: PassPlan,
  shape: ImageShape,
): Source {
  const place = (source: Source, own: boolean) =>
    sourceOf(schedule.run(placeKernel(source, rows, own, shape)));
  const retouches = plan.retouches.map((one) => one[of]);
  if (retouches.every((one) => one === undefined)) return place(images, false);
  const viewed = isViewed(of, plan);
  const how = retouchPlan(retouches, retouches.map((_, n) => lookOf(of, plan, n)));
  const planes = retouchedPlanes(schedule, images, how, viewed);
  const retouched = sourceOf(schedule.run(retouchedKernel(images, planes, how, viewed)));
  return of === "anchor" || plan.placements.length === 0 ? retouched : place(retouched, true);
}
