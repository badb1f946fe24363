import { roomFor } from "../../../device/mod.ts";
import type { PassPlan } from "../../../plan/plan.ts";
import { PlacementRow, ViewRow } from "../../../plan/rows.ts";
import {
  add,
  constantOf,
  type Expr,
  field,
  HERE,
  isUniform,
  lit,
  map,
  param,
  select,
} from "../../../expr/mod.ts";
import {
  type Pass,
  type Plane,
  readsRasters,
  type Residual,
  skeletonOf,
  specialize,
} from "../../../program/mod.ts";
import { demandShare } from "../../host/demand_share.ts";
import { pixelsBelow } from "../../host/noise.ts";
import { Levels } from "./levels.ts";
import { functionsOf, type RasterFunction } from "./raster_functions.ts";
import { type PrintedWgsl, printWgsl } from "../wgsl/print.ts";

/**
 * Where things are in a row of the plan on the device; the drawn numbers follow. Where the plan places partners, a row ends
 * with the {@linkcode PlacementRow}.
 */
export const Row = { partner: 0, views: 1, lambda: 7, smoothing: 8, params: 9 } as const;

/**
 * Where things are in the list of rendered rasters: the place in the table where the numbers of a raster begin, the radius
 * of its window, and which function it is.
 */
export const Listed = { numbers: 0, radius: 1, function: 2, length: 3 } as const;

/** Rasters that one kernel renders. */
export interface Rendered {
  /** The functions that they are, or the means of over windows; and maybe others that were rendered before. */
  readonly functions: readonly RasterFunction[];
  /** The widest window, to both sides of its centre; 0 where there are none. */
  readonly widest: number;
  /** The first of the rendered rasters, and how many there are. */
  readonly first: number;
  readonly count: number;
}

/** The part of a pass's plan that the device gets. */
export interface DevicePlan {
  /**
   * Rows `[samples, stride]`, as {@linkcode Row} says; after them the list of the rendered rasters, as {@linkcode Listed}
   * says; and room for more.
   */
  readonly table: Float32Array;
  readonly stride: number;
  /** The mask, which reads rendered rasters by numbers of the rows. */
  readonly mask: PrintedWgsl;
  /** The rasters that are rendered first. */
  readonly rendered: readonly Rendered[];
  /** True if every label weight is in the table, so that no mean of a mask is needed. */
  readonly settled: boolean;
  /** True if any label is smoothed. */
  readonly smooths: boolean;
  /** True if any raster is read that was given or learned. */
  readonly readsGiven: boolean;
  /** For every noise raster the level that it is compared with; `undefined` where masks read its ranks. */
  readonly levels: Float32Array | undefined;
}

/** A raster to render: which function it is, and where its number goes. */
interface Raster {
  readonly printed: PrintedWgsl;
  readonly radius: number;
  /** The function that it is, by number. */
  readonly function: number;
  readonly sample: number;
  readonly part: number;
}

/** The widest window, to both sides of its centre, for which there is a kernel. Wider ones are added up pixel by pixel. */
const WIDEST = 15;

/** The slots that say what a part is for a sample: the number of its raster, or -1 and the number that it is. */
function partSlots(first: number, part: number): readonly [raster: number, value: number] {
  return [first + 2 * part, first + 2 * part + 1];
}

const masks = new WeakMap<Pass, Expr>();

/** The mask of a pass, which reads its parts by two more drawn numbers each: see {@linkcode partSlots}. */
function maskOf(pass: Pass): Expr {
  const { rest, first } = skeletonOf(pass.mask, pass.params);
  const mask = masks.get(pass) ?? map(rest, (node) => {
    if (node.op !== "param" || node.slot < first) return undefined;
    const [raster, value] = partSlots(first, node.slot - first);
    return select(add(param(raster), lit(1)), field(param(raster), HERE), param(value));
  });
  masks.set(pass, mask);
  return mask;
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
  const { params } = pass, { rest, parts } = skeletonOf(pass.mask, params), mask = maskOf(pass);
  const samples = plan.partner.length, placement = plan.placements.length > 0 ? PlacementRow.length : 0;
  const stride = Row.params + params + 2 * parts.length + placement;
  const levels = new Levels(plan.noise.length);
  const functions = functionsOf(pass), plain: Raster[] = [], averaged: Raster[] = [];
  const firstGiven = plan.noise.length, firstLearned = firstGiven + plan.rasters.length;
  let settled = true, readsGiven = readsRasters(rest);
  /** A part of a sample; a learned raster that is not given is a number. */
  const partOf = (part: Expr, drawn: Float32Array): Residual => {
    const left = specialize(part, drawn);
    const asked = hasLearned || left.kind !== "raster" ? undefined : plan.learned[left.raster - firstLearned];
    return asked === undefined ? left : { kind: "number", value: 1 - asked.ratio };
  };
  const rows = new Float32Array(samples * stride);
  for (let n = 0; n < samples; n++) {
    const row = rows.subarray(n * stride, (n + 1) * stride), drawn = row.subarray(Row.params);
    row[Row.partner] = plan.partner[n]!;
    for (let i = 0; i < ViewRow.length; i++) row[Row.views + i] = plan.views[ViewRow.length * n + i]!;
    row[Row.smoothing] = plan.smoothing[n]!;
    for (let i = 0; i < params; i++) drawn[i] = plan.params[params * n + i]!;
    for (let i = 0; i < placement; i++) row[stride - placement + i] = plan.placements[placement * n + i]!;
    levels.note(rest, drawn, params);
    let uniform = parts.length > 0 || isUniform(mask);
    for (const [part, expr] of parts.entries()) {
      const left = partOf(expr, drawn), [raster, value] = partSlots(params, part);
      drawn[raster] = -1;
      if (left.kind === "number") {
        drawn[value] = left.value;
        continue;
      }
      uniform = false;
      const { body, radius } = rendered(left);
      levels.note(body, drawn, params);
      if (left.kind === "raster") {
        drawn[raster] = left.raster;
        readsGiven ||= left.raster >= firstGiven;
        continue;
      }
      const printed = printWgsl(body, radius === 0);
      readsGiven ||= printed.readsRasters;
      const wanted = (radius === 0 ? functions.plain : functions.averaged).numberOf(body, printed);
      (radius === 0 ? plain : averaged).push({ printed, radius, function: wanted, sample: n, part });
    }
    const share = uniform ? constantOf(mask, drawn) : undefined;
    if (share !== undefined) demandShare("mix a batch", pass, share);
    const weight = plan.lambda[n]! >= 0 ? plan.lambda[n]! : share ?? weightOf(pass, drawn, plan, pixels);
    row[Row.lambda] = weight;
    settled &&= weight >= 0;
  }
  const rasters = [...plain, ...averaged];
  const table = new Float32Array(rows.length + Listed.length * roomFor(rasters.length));
  table.set(rows);
  const others = firstLearned + plan.learned.length;
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

/** The function that a raster is, and the radius of the windows that its means are taken over; 0 for none. */
function rendered(left: Plane): { readonly body: Expr; readonly radius: number } {
  const isWindow = left.kind === "window" && left.radius <= WIDEST;
  return isWindow ? { body: left.of.body, radius: left.radius } : { body: left.body, radius: 0 };
}

/** The label weight of a sample whose mask is noise cut at a level; else -1. */
function weightOf(pass: Pass, drawn: Float32Array, { noise }: PassPlan, pixels: number): number {
  const left = specialize(pass.mask, drawn);
  return left.kind === "threshold" && left.raster < noise.length
    ? 1 - pixelsBelow(left.level, pixels) / pixels
    : -1;
}
