import type { Expr } from "../../../expr/mod.ts";
import { rasterReads } from "../../../program/mod.ts";

/** Collects the level of every noise raster. */
export class Levels {
  readonly #levels: Float32Array;
  #onlyLevels = true;

  constructor(noise: number) {
    this.#levels = new Float32Array(noise).fill(NaN);
  }

  /** Notes the levels with which an expression compares noise, for one sample that has drawn so many numbers. */
  note(e: Expr, drawn: Float32Array, count: number): void {
    const reads = rasterReads(e, drawn);
    if (reads === undefined) this.#onlyLevels = false;
    for (const { slot, level } of reads ?? []) {
      const raster = slot < count ? drawn[slot]! : NaN, before = this.#levels[raster];
      if (raster >= this.#levels.length) continue;
      if (before === undefined || level === undefined || !(Number.isNaN(before) || before === level)) {
        this.#onlyLevels = false;
      } else this.#levels[raster] = level;
    }
  }

  /** For every noise raster its level, or 0 where nothing reads it; `undefined` where any is read as it is. */
  get all(): Float32Array | undefined {
    return this.#onlyLevels ? this.#levels.map((level) => Number.isNaN(level) ? 0 : level) : undefined;
  }
}
