import type { Drawn, NoiseField, Peak, Placement, RasterField } from "./mask/mod.ts";
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
  const filing = new Filing();
  const plan = {
    partner: new Uint32Array(rows.length),
    views: new Int32Array(6 * rows.length),
    placements: filePlacements(rows),
    retouches: rows.some((row) => row.retouch) ? rows.map((row) => row.retouch ?? {}) : [],
    lambda: new Float32Array(rows.length),
    smoothing: new Float32Array(rows.length),
    params: new Float32Array(rows.length * params),
  };
  for (let n = 0; n < rows.length; n++) {
    const { partner, anchorView, partnerView, lambda, smoothing, drawn } = rows[n]!;
    plan.partner[n] = partner;
    fileReading(plan.views, 6 * n, anchorView);
    fileReading(plan.views, 6 * n + 3, partnerView);
    plan.lambda[n] = lambda;
    plan.smoothing[n] = smoothing;
    for (let i = 0; i < drawn.length; i++) {
      const value = drawn[i]!, place = n * params + i;
      if (typeof value === "number") plan.params[place] = value;
      else filing.file(value, n, place);
    }
  }
  return { ...plan, ...filing.filed(plan.params) };
}

/** Files what was drawn in place of numbers. */
class Filing {
  readonly #noise = new Map<NoiseField, number[]>();
  readonly #rasters = new Map<RasterField, number[]>();
  readonly #learned: (LearnedRaster & { readonly place: number })[] = [];
  readonly #peaks = new Map<Peak, { readonly sample: number; readonly x: number[]; readonly y: number[] }>();

  /** Files a value of a sample, whose number goes to a place among the drawn numbers. */
  file(value: Exclude<Drawn, number>, sample: number, place: number): void {
    switch (value.kind) {
      case "noise":
        return listed(this.#noise, value, place);
      case "raster":
        return listed(this.#rasters, value, place);
      case "learned":
        return void this.#learned.push({ sample, ratio: value.ratio, place });
      case "peak":
        if (!this.#peaks.has(value.peak)) this.#peaks.set(value.peak, { sample, x: [], y: [] });
        this.#peaks.get(value.peak)![value.axis].push(place);
    }
  }

  /** Writes the numbers of fields, and NaN for what is awaited, and gives what was filed. */
  filed(params: Float32Array): Pick<PassPlan, "noise" | "rasters" | "learned" | "peaks"> {
    let number = 0;
    for (const places of [...this.#noise.values(), ...this.#rasters.values()]) {
      for (const place of places) params[place] = number;
      number++;
    }
    for (const { place } of this.#learned) params[place] = number++;
    for (const { x, y } of this.#peaks.values()) for (const place of [...x, ...y]) params[place] = NaN;
    return {
      noise: [...this.#noise.keys()],
      rasters: [...this.#rasters.keys()],
      learned: this.#learned.map(({ sample, ratio }) => ({ sample, ratio })),
      peaks: Array.from(this.#peaks, ([peak, where]) => ({ ...peak, ...where })),
    };
  }
}

function listed<F>(places: Map<F, number[]>, field: F, place: number): void {
  const known = places.get(field);
  if (known === undefined) places.set(field, [place]);
  else known.push(place);
}

function fileReading(views: Int32Array, at: number, { dx, dy, mirror }: Reading): void {
  views[at] = dx;
  views[at + 1] = dy;
  views[at + 2] = mirror ? 1 : 0;
}

function filePlacements(rows: readonly Row[]): Float32Array {
  if (!rows.some(({ placement }) => placement !== undefined)) return new Float32Array();
  const placements = new Float32Array(7 * rows.length);
  for (let n = 0; n < rows.length; n++) {
    const { xx, xy, x0, yx, yy, y0, interpolation } = rows[n]!.placement ?? IN_PLACE;
    placements.set([xx, xy, x0, yx, yy, y0, interpolation === "linear" ? 1 : 0], 7 * n);
  }
  return placements;
}

const IN_PLACE: Placement = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0, interpolation: "nearest" };
