import { demand } from "../demand.ts";
import type { Pass } from "../program/lower.ts";
import type { Drawn, NoiseField, Peak, Placement, RasterField } from "../mask/mod.ts";
import type { Reading } from "../pair/mod.ts";
import { IN_PLACE, PlacementRow, ViewRow, writePlacement, writeReading } from "./rows.ts";
import type { LearnedRaster, PassPlan, PlannedRetouch } from "./plan.ts";

/** The plan of a pass while it is written, sample by sample; of a sample of which nothing is, the pass changes nothing. */
export class PassBuilder {
  readonly partner: Uint32Array;
  readonly lambda: Float32Array;
  readonly smoothing: Float32Array;
  readonly #views: Int32Array;
  readonly #params: Float32Array;
  readonly #pass: Pass;
  #placements: Float32Array = new Float32Array();
  #retouches: PlannedRetouch[] = [];
  readonly #noise = new Map<NoiseField, number[]>();
  readonly #rasters = new Map<RasterField, number[]>();
  readonly #learned: (LearnedRaster & { readonly place: number })[] = [];
  readonly #peaks = new Map<Peak, { readonly sample: number; readonly x: number[]; readonly y: number[] }>();

  /**
   * @param samples How many samples there are.
   * @param pass The pass of the program.
   * @param self The place of every sample in the pool.
   */
  constructor(samples: number, pass: Pass, self: (sample: number) => number) {
    this.partner = new Uint32Array(samples);
    for (let n = 0; n < samples; n++) this.partner[n] = self(n);
    this.lambda = new Float32Array(samples).fill(-1);
    this.smoothing = new Float32Array(samples);
    this.#views = new Int32Array(ViewRow.length * samples);
    this.#params = new Float32Array(samples * pass.params);
    this.#pass = pass;
  }

  /** Writes how a sample's anchor and partner are read. */
  read(sample: number, anchor: Reading, partner: Reading): void {
    writeReading(this.#views, "anchor", sample, anchor);
    writeReading(this.#views, "partner", sample, partner);
  }

  /** Writes where a sample's partner is read. */
  place(sample: number, placement: Placement): void {
    if (this.#placements.length === 0) this.#placements = inPlace(this.partner.length);
    writePlacement(this.#placements, sample, placement);
  }

  /** Writes what is done to a sample's images. */
  retouch(sample: number, retouch: PlannedRetouch): void {
    if (this.#retouches.length === 0) this.#retouches = Array.from(this.partner, () => ({}));
    this.#retouches[sample] = retouch;
  }

  /** Writes a sample's drawn values, from a place in its row on; fields and peaks get their numbers in the end. */
  write(sample: number, first: number, values: readonly Drawn[]): void {
    const at = sample * this.#pass.params + first, params = this.#params;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (typeof value === "number") params[at + i] = value;
      else this.#file(value, sample, at + i);
    }
  }

  /** Writes one drawn number of a sample. */
  writeNumber(sample: number, place: number, value: number): void {
    this.#params[sample * this.#pass.params + place] = value;
  }

  /** Files what was drawn in place of a number. A peak is filed for the first sample that draws it. */
  #file(value: Exclude<Drawn, number>, sample: number, place: number): void {
    switch (value?.kind) {
      case "noise":
        return listed(this.#noise, value, place);
      case "raster":
        return listed(this.#rasters, value, place);
      case "learned":
        return void this.#learned.push({ sample, ratio: value.ratio, place });
      case "peak":
        if (!this.#peaks.has(value.peak)) this.#peaks.set(value.peak, { sample, x: [], y: [] });
        return void this.#peaks.get(value.peak)![value.axis].push(place);
    }
    const { name } = this.#pass;
    demand(false, "draw a plan", `what ${name} draws must be numbers, fields or coordinates`, value);
  }

  /**
   * The plan of what was written. Fields are numbered: noise first, then given rasters, each once, then what is learned,
   * for every sample by itself. What is awaited is NaN.
   */
  finish(): PassPlan {
    const params = this.#params;
    let number = 0;
    for (const places of [...this.#noise.values(), ...this.#rasters.values()]) {
      for (const place of places) params[place] = number;
      number++;
    }
    for (const { place } of this.#learned) params[place] = number++;
    for (const { x, y } of this.#peaks.values()) for (const place of [...x, ...y]) params[place] = NaN;
    return {
      partner: this.partner,
      views: this.#views,
      placements: this.#placements,
      retouches: this.#retouches,
      lambda: this.lambda,
      smoothing: this.smoothing,
      params,
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

/** The placements of samples whose partners are read as they are. */
function inPlace(samples: number): Float32Array {
  const placements = new Float32Array(PlacementRow.length * samples);
  for (let n = 0; n < samples; n++) writePlacement(placements, n, IN_PLACE);
  return placements;
}
