import type { PassPlan } from "../../plan/draw.ts";
import { noiseAbove, NoiseSpace, rankedNoise } from "./noise.ts";

/** A raster that was made, and what of. */
interface Made {
  raster: number;
  /** What it was compared with; `undefined` where it is the raster itself. */
  level: number | undefined;
  /** The sample that read it last. */
  sample: number;
  readonly values: Float32Array;
}

/** The rasters of a plan `[height, width]`, made when a sample reads them; one that several samples read is made once. */
export class Rasters {
  readonly #plan: PassPlan;
  readonly #height: number;
  readonly #width: number;
  /** The arrays that rasters are made in, kept for the next sample: as many as one sample reads. */
  readonly #made: Made[] = [];
  #space: NoiseSpace | undefined;
  #sample = 0;

  constructor(plan: PassPlan, height: number, width: number) {
    this.#plan = plan;
    this.#height = height;
    this.#width = width;
  }

  /** Goes on to the next sample: what was made for this one may be written over. */
  next(): void {
    this.#sample++;
  }

  /** A raster by its number: noise as ranks. */
  values(raster: number): Float32Array {
    return this.#given(raster) ?? this.#make(raster, undefined);
  }

  /** 1 where a raster is at least a level, else 0. */
  above(raster: number, level: number): Float32Array {
    return this.#make(raster, level);
  }

  #given(raster: number): Float32Array | undefined {
    const { noise, rasters } = this.#plan;
    return rasters[raster - noise.length]?.values;
  }

  #make(raster: number, level: number | undefined): Float32Array {
    const known = this.#made.find((one) => one.raster === raster && Object.is(one.level, level));
    const one = known ?? this.#free();
    one.sample = this.#sample;
    if (known === undefined) {
      one.raster = raster;
      one.level = level;
      this.#fill(one.values, raster, level);
    }
    return one.values;
  }

  #free(): Made {
    const free = this.#made.find(({ raster, sample }) => raster < 0 || sample !== this.#sample);
    if (free !== undefined) return free;
    const values = new Float32Array(this.#height * this.#width);
    this.#made.push({ raster: -1, level: undefined, sample: this.#sample, values });
    return this.#made.at(-1)!;
  }

  #fill(out: Float32Array, raster: number, level: number | undefined): void {
    const { noise, rasters, learned } = this.#plan, ofNoise = noise[raster];
    if (ofNoise !== undefined) {
      const space = this.#space ??= new NoiseSpace(this.#height, this.#width);
      if (level === undefined) rankedNoise(ofNoise, this.#height, this.#width, out, space);
      else noiseAbove(ofNoise, level, this.#height, this.#width, out, space);
      return;
    }
    const given = this.#given(raster);
    const asked = 1 - (learned[raster - noise.length - rasters.length]?.ratio ?? NaN);
    for (let i = 0; i < out.length; i++) {
      const value = given === undefined ? asked : given[i]!;
      out[i] = level === undefined ? value : value >= level ? 1 : 0;
    }
  }
}
