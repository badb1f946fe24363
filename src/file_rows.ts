import type {
  Drawn,
  Field,
  LearnedField,
  NoiseField,
  Peak,
  PeakCoordinate,
  Placement,
  RasterField,
} from "./mask/mod.ts";
import type { Reading } from "./pair/mod.ts";
import type { LearnedRaster, PassPlan, PlannedRetouch } from "./plan.ts";

/** What was decided for one sample in one pass. */
export interface Row {
  readonly partner: number;
  readonly anchorView: Reading;
  readonly partnerView: Reading;
  readonly placement?: Placement | undefined;
  readonly retouch?: PlannedRetouch | undefined;
  readonly lambda: number;
  readonly smoothing: number;
  readonly drawn: readonly Drawn[];
}

/**
 * Files the rows of one pass, and numbers the fields: noise first, then given rasters, each once, then what is learned,
 * for every sample by itself. A peak is filed once, for the first sample that draws it.
 */
export function fileRows(rows: readonly Row[], params: number): PassPlan {
  const noise: NoiseField[] = [], rasters: RasterField[] = [], learned: LearnedRaster[] = [];
  const numbers = new Map<Field, number>();
  for (const { drawn } of rows) {
    for (const value of drawn) {
      if (typeof value === "number" || !isRaster(value) || numbers.has(value)) continue;
      numbers.set(value, (value.kind === "noise" ? noise.push(value) : rasters.push(value)) - 1);
    }
  }
  for (const raster of rasters) numbers.set(raster, numbers.get(raster)! + noise.length);
  const ask = ({ ratio }: LearnedField, sample: number) => numbers.size + learned.push({ sample, ratio }) - 1;
  const peaks = new Map<Peak, { readonly sample: number; readonly x: number[]; readonly y: number[] }>();
  const awaitPeak = ({ peak, axis }: PeakCoordinate, sample: number, place: number) => {
    if (!peaks.has(peak)) peaks.set(peak, { sample, x: [], y: [] });
    peaks.get(peak)![axis].push(place);
    return NaN;
  };
  const plan = {
    partner: new Uint32Array(rows.length),
    views: new Int32Array(6 * rows.length),
    placements: filePlacements(rows.map((row) => row.placement)),
    retouches: rows.some((row) => row.retouch) ? rows.map((row) => row.retouch ?? {}) : [],
    lambda: new Float32Array(rows.length),
    smoothing: new Float32Array(rows.length),
    params: new Float32Array(rows.length * params),
    noise,
    rasters,
    learned,
  };
  for (let n = 0; n < rows.length; n++) {
    const { partner, anchorView, partnerView, lambda, smoothing, drawn } = rows[n]!;
    plan.partner[n] = partner;
    fileReading(plan.views, 6 * n, anchorView);
    fileReading(plan.views, 6 * n + 3, partnerView);
    plan.lambda[n] = lambda;
    plan.smoothing[n] = smoothing;
    for (let i = 0; i < drawn.length; i++) {
      const value = drawn[i]!;
      plan.params[n * params + i] = typeof value === "number"
        ? value
        : value.kind === "learned"
        ? ask(value, n)
        : value.kind === "peak"
        ? awaitPeak(value, n, n * params + i)
        : numbers.get(value)!;
    }
  }
  return { ...plan, peaks: Array.from(peaks, ([peak, where]) => ({ ...peak, ...where })) };
}

function isRaster(value: Exclude<Drawn, number>): value is NoiseField | RasterField {
  return value.kind === "noise" || value.kind === "raster";
}

function fileReading(views: Int32Array, at: number, { dx, dy, mirror }: Reading): void {
  views[at] = dx;
  views[at + 1] = dy;
  views[at + 2] = mirror ? 1 : 0;
}

function filePlacements(placements: readonly (Placement | undefined)[]): Float32Array {
  if (placements.every((placement) => placement === undefined)) return new Float32Array();
  return Float32Array.from(
    placements.flatMap((placement) => {
      const { xx, xy, x0, yx, yy, y0, interpolation } = placement ?? AS_IT_IS;
      return [xx, xy, x0, yx, yy, y0, interpolation === "linear" ? 1 : 0];
    }),
  );
}

const AS_IT_IS: Placement = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0, interpolation: "nearest" };
