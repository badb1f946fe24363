import { type Buffer, flat, roomFor, type Schedule } from "../../../device/mod.ts";
import type { PassPlan } from "../../../plan/plan.ts";
import { copyKernel } from "../kernels/copy.ts";
import { averageKernel } from "../kernels/mask/average.ts";
import { renderKernel } from "../kernels/mask/render.ts";
import { aboveKernel } from "../kernels/noise/above.ts";
import { ranksKernel, spreadKernel } from "../kernels/noise/ranks.ts";
import { canCut } from "../layout/above_layout.ts";
import type { DevicePlan } from "../layout/plan_layout.ts";
import type { Rasters } from "../wgsl/rasters.ts";

/** How many rasters there is room for: there is always one to bind, also when nothing was drawn that is a raster. */
function roomForRasters({ rendered }: DevicePlan, { noise }: PassPlan): number {
  const counts = rendered.map(({ count }) => count);
  return roomFor(Math.max(1, counts.reduce((sum, count) => sum + count, noise.length)));
}

/** The bytes of the largest buffer of rasters. */
export function bytesOfRasters(laidOut: DevicePlan, plan: PassPlan, pixels: number): number {
  if (!laidOut.mask.readsRasters) return 0;
  const ranked = laidOut.levels === undefined ? 3 * roomFor(plan.noise.length) : 0;
  const given = laidOut.readsGiven ? roomFor(plan.rasters.length + plan.learned.length) : 0;
  return 4 * pixels * Math.max(roomForRasters(laidOut, plan), ranked, given);
}

/**
 * Makes the rasters that the mask of a plan reads, if it reads any: noise, and then what is rendered.
 *
 * @param table The table of the laid out plan.
 * @param learned The learned rasters `[asked, height, width]`; without, they are flat.
 */
export function scheduleRasters(
  schedule: Schedule,
  laidOut: DevicePlan,
  table: Buffer,
  plan: PassPlan,
  size: readonly [height: number, width: number],
  learned: Buffer | undefined,
): Rasters | undefined {
  const { stride, mask, rendered, levels, readsGiven } = laidOut, { noise } = plan;
  if (!mask.readsRasters) return undefined;
  const pixels = size[0] * size[1];
  const rasters: Rasters = {
    made: schedule.allocate([roomForRasters(laidOut, plan) * pixels]),
    given: readsGiven ? scheduleGiven(schedule, plan, learned, pixels) : undefined,
    noise: noise.length,
    isCut: levels !== undefined && canCut(size),
    others: plan.rasters.length + plan.learned.length,
  };
  if (noise.length > 0) {
    schedule.run(
      rasters.isCut
        ? aboveKernel(noise, levels!, rasters.made, size)
        : spreadKernel(schedule.run(ranksKernel(noise, ...size)), noise.length, rasters.made, pixels),
    );
  }
  const inputs = { plan: table, list: plan.partner.length * stride, rasters, size };
  for (const those of rendered.filter(({ count }) => count > 0)) {
    schedule.run(those.widest === 0 ? renderKernel(those, inputs) : averageKernel(those, inputs));
  }
  return rasters;
}

/** The rasters that come with a plan, and the learned ones: flat where nothing has learned them. */
function scheduleGiven(
  schedule: Schedule,
  { rasters, learned: asked }: PassPlan,
  learned: Buffer | undefined,
  pixels: number,
): Buffer {
  if (learned !== undefined && rasters.length === 0) return flat(learned);
  const count = rasters.length + asked.length, given = new Float32Array(roomFor(count) * pixels);
  for (const [i, { values }] of rasters.entries()) given.set(values, i * pixels);
  for (const [i, { ratio }] of asked.entries()) {
    given.fill(1 - ratio, (rasters.length + i) * pixels, (rasters.length + i + 1) * pixels);
  }
  const all = schedule.upload(given);
  if (learned !== undefined) {
    schedule.run(copyKernel(flat(learned), 0, learned.size, all, rasters.length * pixels));
  }
  return all;
}
