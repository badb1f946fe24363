import { type Pass, rasterReads } from "../program/mod.ts";
import type { PassPlan } from "./plan.ts";
import { PlacementRow, ViewRow } from "./rows.ts";

/**
 * The plan of some samples of a pass, with the rasters that they read; `undefined` where they look for a point in an
 * image of another sample, or which rasters they read cannot be told.
 *
 * @param from The first of the samples.
 * @param to The one after the last.
 */
export function planPart(pass: Pass, plan: PassPlan, from: number, to: number): PassPlan | undefined {
  const own = (numbersEach: number) => [from * numbersEach, to * numbersEach] as const;
  const { params: each } = pass, [begin, end] = own(each);
  const params = plan.params.slice(begin, end);
  const peaks = plan.peaks.map((peak) => {
    const places = (of: readonly number[]) =>
      of.filter((place) => place >= begin && place < end).map((place) => place - begin);
    return { ...peak, sample: peak.sample - from, x: places(peak.x), y: places(peak.y) };
  }).filter(({ x, y }) => x.length + y.length > 0);
  if (peaks.some(({ sample }) => sample < 0 || sample >= to - from)) return undefined;

  const reading = new Set<number>();
  for (let n = 0; n < to - from; n++) {
    const reads = rasterReads(pass.mask, params.subarray(n * each, (n + 1) * each));
    if (reads === undefined) return undefined;
    for (const { slot } of reads) reading.add(n * each + slot);
  }
  const { noise, rasters } = plan, given = noise.length + rasters.length;
  const read = new Set([...reading].map((place) => params[place]!));
  const numbers = (first: number, count: number, keep: (i: number) => boolean) =>
    Array.from({ length: count }, (_, i) => first + i).filter((_, i) => keep(i));
  const kept = [
    ...numbers(0, noise.length, (i) => read.has(i)),
    ...numbers(noise.length, rasters.length, () => true),
    ...numbers(given, plan.learned.length, (i) => {
      const { sample } = plan.learned[i]!;
      return sample >= from && sample < to;
    }),
  ];
  const renumbered = new Map(kept.map((before, now) => [before, now]));
  for (const place of reading) params[place] = renumbered.get(params[place]!)!;
  return {
    partner: plan.partner.slice(from, to),
    views: plan.views.slice(...own(ViewRow.length)),
    placements: plan.placements.slice(...own(PlacementRow.length)),
    retouches: plan.retouches.slice(from, to),
    lambda: plan.lambda.slice(from, to),
    smoothing: plan.smoothing.slice(from, to),
    params,
    peaks,
    noise: noise.filter((_, i) => read.has(i)),
    rasters,
    learned: plan.learned.flatMap(({ sample, ratio }) =>
      sample >= from && sample < to ? [{ sample: sample - from, ratio }] : []
    ),
  };
}
