import type { Placement } from "../mask/mod.ts";
import type { Reading } from "../pair/mod.ts";
import type { PassPlan } from "./plan.ts";

/** The image that is read. */
export type Side = "anchor" | "partner";

/** Where the numbers of a sample are among the views of a pass: for each side `dx`, `dy`, and 1 for mirrored. */
export const ViewRow = { anchor: 0, partner: 3, length: 6 } as const;

/** Where the numbers of a sample are among the placements of a pass: `xx xy x0`, `yx yy y0`, and 1 for bilinear. */
export const PlacementRow = { x: 0, y: 3, linear: 6, length: 7 } as const;

/** The number of the image that a sample's anchor or partner is. */
export function imageOf(of: Side, { partner }: PassPlan, sample: number): number {
  return of === "anchor" ? sample : partner[sample]!;
}

/** The view of a sample's anchor or partner. */
export function readingOf(of: Side, { views }: PassPlan, sample: number): Reading {
  const at = ViewRow.length * sample + ViewRow[of];
  return { dx: views[at]!, dy: views[at + 1]!, mirror: views[at + 2] === 1 };
}

/** Writes how a sample's anchor or partner is read. */
export function writeReading(views: Int32Array, of: Side, sample: number, { dx, dy, mirror }: Reading): void {
  views.set([dx, dy, mirror ? 1 : 0], ViewRow.length * sample + ViewRow[of]);
}

/** Tells if any anchor or partner is moved or mirrored by its view. */
export function isViewed(of: Side, { views }: PassPlan): boolean {
  return views.some((number, i) => number !== 0 && sideOf(i) === of);
}

/** The views of a pass, without those of some sides. */
export function viewsWithout({ views }: PassPlan, sides: Readonly<Record<Side, boolean>>): Int32Array {
  return views.map((number, i) => sides[sideOf(i)] ? 0 : number);
}

function sideOf(place: number): Side {
  return place % ViewRow.length < ViewRow.partner ? "anchor" : "partner";
}

/** Where a sample's partner is read, in a pass that places partners. */
export function placementOf({ placements }: PassPlan, sample: number): Placement {
  const at = PlacementRow.length * sample, x = at + PlacementRow.x, y = at + PlacementRow.y;
  return {
    xx: placements[x]!,
    xy: placements[x + 1]!,
    x0: placements[x + 2]!,
    yx: placements[y]!,
    yy: placements[y + 1]!,
    y0: placements[y + 2]!,
    interpolation: placements[at + PlacementRow.linear] === 1 ? "linear" : "nearest",
  };
}

/** Writes where a sample's partner is read. */
export function writePlacement(
  placements: Float32Array,
  sample: number,
  { xx, xy, x0, yx, yy, y0, interpolation }: Placement,
): void {
  placements.set([xx, xy, x0, yx, yy, y0, interpolation === "linear" ? 1 : 0], PlacementRow.length * sample);
}

/** A placement that leaves the partner where it is. */
export const IN_PLACE: Placement = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0, interpolation: "nearest" };

/** Tells if a placement leaves the partner where it is. */
export function isInPlace({ xx, xy, x0, yx, yy, y0 }: Placement): boolean {
  return xx === 1 && xy === 0 && x0 === 0 && yx === 0 && yy === 1 && y0 === 0;
}
