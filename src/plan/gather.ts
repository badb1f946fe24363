import type { PassPlan } from "./plan.ts";
import { type Side, viewsWithout } from "./rows.ts";

/** Tells which images have to be gathered before they are mixed: to be changed, or to be looked at. */
export function needsGather({ placements, peaks, retouches }: PassPlan): Record<Side, boolean> {
  const retouched = (of: Side) => retouches.some((one) => one[of] !== undefined);
  return {
    anchor: retouched("anchor"),
    partner: retouched("partner") || placements.length > 0 || peaks.some(({ of }) => of === "partner"),
  };
}

/** The plan with which images that were gathered are blended: each in its own place, as it is. */
export function afterGather(plan: PassPlan, gathered: Readonly<Record<Side, boolean>>): PassPlan {
  if (!gathered.anchor && !gathered.partner) return plan;
  return {
    ...plan,
    partner: gathered.partner ? plan.partner.map((_, n) => n) : plan.partner,
    views: viewsWithout(plan, gathered),
    placements: gathered.partner ? new Float32Array() : plan.placements,
    retouches: [],
  };
}
