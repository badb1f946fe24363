import type { PassPlan } from "../../draw.ts";
import { constantOf, type Expr, reads } from "../../expr/mod.ts";
import type { Pass } from "../../lower.ts";
import { roomFor } from "../../webgpu/kernel.ts";
import { demandShare } from "../demand_share.ts";
import { pixelsBelow } from "../noise.ts";
import { comparisonsOf, cutOf } from "./levels.ts";
import { isUniform, type Leaf, leafOf, partSlots, partsOf } from "./parts.ts";
import { type PrintedWgsl, printWgsl } from "./wgsl.ts";

/** Where things are in a row of the plan on the device; the drawn numbers follow. */
export const Row = { partner: 0, anchorView: 1, partnerView: 4, lambda: 7, smoothing: 8, params: 9 } as const;

/** How many numbers say where a partner is placed. A row ends with them, where the plan places partners. */
export const PLACEMENT = 7;

/**
 * Where things are in the list of rendered rasters: the place in the table where the numbers of a raster begin, the radius
 * of its window, and which function it is.
 */
export const Listed = { numbers: 0, radius: 1, function: 2, length: 3 } as const;

/** Rasters that one kernel renders. */
export interface Rendered {
  /** The functions that they are, or the means of over windows; and maybe others that were rendered before. */
  readonly functions: readonly PrintedWgsl[];
  /** The widest window, to both sides of its centre; 0 where there are none. */
  readonly widest: number;
  /** The first of the rendered rasters, and how many there are. */
  readonly first: number;
  readonly count: number;
}

/** What the device gets of the plan of a pass. */
export interface DevicePlan {
  /**
   * Rows `[samples, stride]`, as {@linkcode Row} says; after them the list of the rendered rasters, as {@linkcode Listed}
   * says; and room for more.
   */
  readonly table: Float32Array;
  readonly stride: number;
  /** The mask, which reads rendered rasters by numbers of the rows. */
  readonly mask: PrintedWgsl;
  /** What is rendered first. */
  readonly rendered: readonly Rendered[];
  /** Whether every label weight is in the table, so that no mean of a mask is needed. */
  readonly settled: boolean;
  /** Whether any label is smoothed. */
  readonly smooths: boolean;
  /** Whether any raster is read that was given or learned. */
  readonly readsGiven: boolean;
  /** For every noise raster the level that it is compared with; `undefined` where masks read its ranks. */
  readonly levels: Float32Array | undefined;
}

/** A raster to render. */
interface Raster {
  readonly printed: PrintedWgsl;
  readonly radius: number;
  /** The function that it is, by number. */
  readonly function: number;
  readonly sample: number;
  readonly part: number;
}

/**
 * Resolves what is known of a pass over images of so many pixels once its numbers are drawn, and lays it out for the device.
 *
 * @param hasLearned Whether the learned rasters are given: else they are flat.
 */
export function devicePlan(
  pass: Pass,
  plan: PassPlan,
  pixels: number,
  hasLearned: boolean,
): DevicePlan {
  const { mask, rest, parts } = partsOf(pass);
  const { params } = pass, cut = cutOf(mask);
  const samples = plan.partner.length, placement = plan.placements.length > 0 ? PLACEMENT : 0;
  const stride = Row.params + params + 2 * parts.length + placement;
  const levels = new Levels(plan.noise.length);
  const functions = functionsOf(pass), plain: Raster[] = [], averaged: Raster[] = [];
  const firstGiven = plan.noise.length, firstLearned = firstGiven + plan.rasters.length;
  let settled = true, readsGiven = reads(rest, "field");
  const flat = (raster: number | undefined) => {
    const asked = hasLearned || raster === undefined ? undefined : plan.learned[raster - firstLearned];
    return asked && 1 - asked.ratio;
  };
  const rows = new Float32Array(samples * stride);
  for (let n = 0; n < samples; n++) {
    const row = rows.subarray(n * stride, (n + 1) * stride), drawn = row.subarray(Row.params);
    row[Row.partner] = plan.partner[n]!;
    for (let i = 0; i < 6; i++) row[Row.anchorView + i] = plan.views[6 * n + i]!;
    row[Row.smoothing] = plan.smoothing[n]!;
    for (let i = 0; i < params; i++) drawn[i] = plan.params[params * n + i]!;
    for (let i = 0; i < placement; i++) row[stride - placement + i] = plan.placements[placement * n + i]!;
    levels.note(rest, drawn);
    let uniform = parts.length > 0 || isUniform(mask);
    for (const [part, expr] of parts.entries()) {
      const leaf: Leaf = leafOf(expr, drawn);
      const [raster, value] = partSlots(params, part);
      drawn[raster] = -1;
      const known = "value" in leaf ? leaf.value : flat(leaf.raster);
      if ("value" in leaf || known !== undefined) {
        drawn[value] = known!;
        continue;
      }
      uniform = false;
      if (leaf.raster === undefined) {
        levels.note(leaf.body, drawn);
        const { radius } = leaf, printed = printWgsl(leaf.body, radius === 0);
        readsGiven ||= printed.readsRasters;
        const wanted = (radius === 0 ? functions.plain : functions.averaged).numberOf(printed);
        (radius === 0 ? plain : averaged).push({ printed, radius, function: wanted, sample: n, part });
      } else {
        drawn[raster] = leaf.raster;
        if (leaf.raster < firstGiven) levels.note(leaf.body, drawn);
        else readsGiven = true;
      }
    }
    let weight = plan.lambda[n]!;
    const share = uniform ? constantOf(mask, drawn) : undefined;
    if (share !== undefined) demandShare("mix a batch", pass, share);
    if (weight < 0) weight = share ?? weight;
    if (weight < 0 && cut !== undefined && drawn[cut.noise]! < plan.noise.length) {
      weight = 1 - pixelsBelow(drawn[cut.level]!, pixels) / pixels;
    }
    row[Row.lambda] = weight;
    settled &&= weight >= 0;
  }
  const rasters = [...plain, ...averaged];
  const table = new Float32Array(rows.length + Listed.length * roomFor(rasters.length));
  table.set(rows);
  const others = plan.noise.length + plan.rasters.length + plan.learned.length;
  for (const [i, { printed, radius, function: wanted, sample, part }] of rasters.entries()) {
    const begin = sample * stride + Row.params, listed = rows.length + Listed.length * i;
    table[begin + partSlots(params, part)[0]] = others + i;
    table[listed + Listed.numbers] = begin + printed.first;
    table[listed + Listed.radius] = radius;
    table[listed + Listed.function] = wanted;
  }
  return {
    table,
    stride,
    mask: printWgsl(mask, true),
    rendered: [
      { functions: functions.plain.all, widest: 0, first: 0, count: plain.length },
      {
        functions: functions.averaged.all,
        widest: Math.max(0, ...averaged.map(({ radius }) => radius)),
        first: plain.length,
        count: averaged.length,
      },
    ],
    settled,
    smooths: plan.smoothing.some((share) => share > 0),
    readsGiven: readsGiven && others > plan.noise.length,
    levels: levels.all,
  };
}

/** Functions that rasters of a pass have been so far: one kernel renders them all, and few are compiled. */
class RasterFunctions {
  readonly all: PrintedWgsl[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(printed: PrintedWgsl): number {
    const known = this.#numbers.get(printed.code) ?? this.all.push(printed) - 1;
    this.#numbers.set(printed.code, known);
    return known;
  }
}

const functions = new WeakMap<Pass, Readonly<Record<"plain" | "averaged", RasterFunctions>>>();

function functionsOf(pass: Pass) {
  const known = functions.get(pass) ?? { plain: new RasterFunctions(), averaged: new RasterFunctions() };
  functions.set(pass, known);
  return known;
}

/** Collects the level of every noise raster. */
class Levels {
  readonly #levels: Float32Array;
  #onlyLevels = true;

  constructor(noise: number) {
    this.#levels = new Float32Array(noise).fill(NaN);
  }

  /** Notes the levels with which an expression compares noise, for one sample. */
  note(e: Expr, drawn: Float32Array): void {
    const comparisons = comparisonsOf(e);
    if (comparisons === undefined) this.#onlyLevels = false;
    for (const { level, noise } of comparisons ?? []) {
      const raster = drawn[noise]!, before = this.#levels[raster];
      if (before === undefined) continue;
      if (!Number.isNaN(before) && before !== drawn[level]) this.#onlyLevels = false;
      this.#levels[raster] = drawn[level]!;
    }
  }

  get all(): Float32Array | undefined {
    return this.#onlyLevels ? this.#levels.map((level) => Number.isNaN(level) ? 0 : level) : undefined;
  }
}
