import type { PassPlan } from "../../draw.ts";
import { constantOf, type Expr, reads } from "../../expr/mod.ts";
import type { Pass } from "../../lower.ts";
import { roomFor } from "../../webgpu/kernel.ts";
import { pixelsBelow } from "../noise.ts";
import { comparisonsOf, cutOf } from "./levels.ts";
import { isUniform, type Leaf, leafOf, partSlots, partsOf } from "./parts.ts";
import { type PrintedWgsl, printWgsl } from "./wgsl.ts";

/** Where things are in a row of the plan on the device; the drawn numbers follow. */
export const Row = { partner: 0, anchorView: 1, partnerView: 4, lambda: 7, smoothing: 8, params: 9 } as const;

/** How many numbers say where a partner is placed. A row ends with them, where the plan places partners. */
export const PLACEMENT = 7;

/** Rasters that one kernel renders: of the same function of the point, from different numbers. */
export interface Group {
  readonly printed: PrintedWgsl;
  /** The widest window, or 0 where there are none. */
  readonly radius: number;
  /** The first of the rendered rasters, and how many there are. */
  readonly first: number;
  readonly count: number;
}

/** What the device gets of the plan of a pass. */
export interface DevicePlan {
  /**
   * Rows `[samples, stride]`, as {@linkcode Row} says; after them, for every rendered raster, the place in this table where
   * its numbers begin, and the radius of its window; and room for more.
   */
  readonly table: Float32Array;
  readonly stride: number;
  /** The mask, which reads rendered rasters by numbers of the rows. */
  readonly mask: PrintedWgsl;
  /** What is rendered first. */
  readonly groups: readonly Group[];
  /** How many rasters are rendered. */
  readonly rendered: number;
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
  const rasters: Raster[] = [];
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
        readsGiven ||= reads(leaf.body, "field");
        rasters.push({
          printed: printWgsl(leaf.body, leaf.radius === 0),
          radius: leaf.radius,
          sample: n,
          part,
        });
      } else {
        drawn[raster] = leaf.raster;
        if (leaf.raster < firstGiven) levels.note(leaf.body, drawn);
        else readsGiven = true;
      }
    }
    let weight = plan.lambda[n]!;
    if (weight < 0 && uniform) weight = constantOf(mask, drawn) ?? weight;
    if (weight < 0 && cut !== undefined && drawn[cut.noise]! < plan.noise.length) {
      weight = 1 - pixelsBelow(drawn[cut.level]!, pixels) / pixels;
    }
    row[Row.lambda] = weight;
    settled &&= weight >= 0;
  }
  const groups = groupsOf(rasters);
  const table = new Float32Array(rows.length + 2 * roomFor(rasters.length));
  table.set(rows);
  const others = plan.noise.length + plan.rasters.length + plan.learned.length;
  for (const [i, { printed, radius, sample, part }] of groups.flatMap(({ rasters }) => rasters).entries()) {
    const begin = sample * stride + Row.params;
    table[begin + partSlots(params, part)[0]] = others + i;
    table[rows.length + 2 * i] = begin + printed.first;
    table[rows.length + 2 * i + 1] = radius;
  }
  return {
    table,
    stride,
    mask: printWgsl(mask, true),
    groups,
    rendered: rasters.length,
    settled,
    smooths: plan.smoothing.some((share) => share > 0),
    readsGiven: readsGiven && others > plan.noise.length,
    levels: levels.all,
  };
}

/** Puts rasters of the same code next to each other, and those without a window apart from those with one. */
function groupsOf(rasters: readonly Raster[]): readonly (Group & { readonly rasters: readonly Raster[] })[] {
  const byCode = [false, true].flatMap((averaged) => [
    ...Map.groupBy(
      rasters.filter(({ radius }) => radius > 0 === averaged),
      ({ printed }) => printed.code,
    ).values(),
  ]);
  let next = 0;
  return byCode.map((same) => {
    const first = next;
    next += same.length;
    return {
      printed: same[0]!.printed,
      radius: Math.max(...same.map(({ radius }) => radius)),
      first,
      count: same.length,
      rasters: same,
    };
  });
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
