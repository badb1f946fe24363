import { demand, demandNames } from "../demand.ts";
import { demandExpr } from "../expr/demand_expr.ts";
import { constantOf, type Expr, lit, param, type Point } from "../expr/mod.ts";
import { type Key, key } from "../random/mod.ts";
import type { Weighted } from "../random/weighted.ts";
import type { Field } from "./field.ts";
import type { PeakCoordinate } from "./peak.ts";
import type { Placement } from "./placement.ts";

/** The size of an image, in pixels, and the partner for which a mask is drawn. */
export interface Size {
  readonly height: number;
  readonly width: number;
  /** The partner of the sample, or of the first sample that a draw for a batch serves. @default unknown */
  readonly partner?: PartnerSeen;
}

/** A partner, and how it is read: pixel `(x, y)` is its pixel `(x' + dx, y + dy)`, `x'` mirrored if asked. */
export interface PartnerSeen {
  /** Its place in the pool; without a pool, in the batch. */
  readonly place: number;
  readonly dx: number;
  readonly dy: number;
  readonly mirror: boolean;
}

/** What a mask draws for a sample: a number, a raster, or a coordinate that is found in an image. */
export type Drawn = Coordinate | Field;

/** A number, or one that is found in an image. */
export type Coordinate = number | PeakCoordinate;

/**
 * A mask: a function from a point of the plane to `[0, 1]`, the anchor's share there (1 = anchor only).
 *
 * It is a pair of pure functions: `draw` decides a few numbers for a sample, once, in plain TypeScript; `pixel` is an
 * expression of those numbers and a point, which every engine evaluates. It is defined at every point, also outside
 * the image.
 */
export interface Mask {
  /** How the mask is written, such as `box()`. */
  readonly name: string;
  /** How many values `draw` gives, always the same. */
  readonly params: number;
  /** Whether the mask has hard edges, which {@linkcode onEdges} may bend. */
  readonly edges: boolean;
  /** Whether it asks for rasters of something that learns, see {@linkcode LearnedField}. */
  readonly learned: boolean;
  /** The masks that {@linkcode choose} takes one of. */
  readonly options?: readonly Weighted<Mask>[];
  /** How many changes are wrapped around the mask; each draws from a key of its own. */
  readonly changes: number;
  /** The changes, from the innermost outwards. */
  readonly applied: readonly AppliedChange[];
  /** The leading values of `draw` with which the changes change nothing. */
  readonly neutral: readonly number[];
  /** Whether every sample draws for itself, or one draw serves the batch. */
  readonly scope: "sample" | "batch";
  /** Draws the values for one sample; `ratio` is the partner's share that is asked for, in `[0, 1]`. */
  draw(from: Key, ratio: number, size: Size): readonly Drawn[];
  /** The anchor's share at a point, from the drawn values. */
  pixel(drawn: readonly Expr[], at: Point): Expr;
  /** The point about which the mask is turned and sheared, in pixels. */
  pivot(drawn: readonly Drawn[], size: Size): { readonly x: Coordinate; readonly y: Coordinate };
  /** Where the partner is read, if the mask moves it; only a mask that is the only layer may. */
  place?(drawn: readonly Drawn[], size: Size): Placement | undefined;
}

/** A change that is wrapped around a mask. */
export interface AppliedChange {
  /** The name of the change, such as `rotate(±30°)`. */
  readonly name: string;
  /** The name of the mask that it changes. */
  readonly of: string;
  /** The probability that it is applied, in `[0, 1]`. @default always */
  readonly probability?: number;
}

/** What {@linkcode defineMask} takes. */
export interface MaskParts<P extends Readonly<Record<string, Drawn>>> {
  /** Draws the values for one sample by name, the same names every time; `ratio` is the partner's share, in `[0, 1]`. */
  draw(from: Key, ratio: number, size: Size): P;
  /** The anchor's share at a point, from the same names. */
  pixel(drawn: { readonly [K in keyof P]: Expr }, at: Point): Expr;
  /** Whether the mask has hard edges, so that {@linkcode onEdges} bends it. @default {false} */
  readonly edges?: boolean;
  /** Whether `draw` may give a {@linkcode LearnedField}. @default {false} */
  readonly learned?: boolean;
  /** The point about which to turn it. @default the centre of the image */
  pivot?(drawn: P, size: Size): { readonly x: Coordinate; readonly y: Coordinate };
  /** Where the partner is read: moved, scaled, turned. A mask that moves it must be the only layer. @default as it is */
  place?(drawn: P, size: Size): Placement;
}

/**
 * Makes a mask of one's own, fast on every engine.
 *
 * `draw` and `pixel` are called here, to learn the names that are drawn and to see that what is drawn can be mixed by.
 *
 * @param name How the mask is written, for {@linkcode describe} and error messages.
 * @param parts What it draws, and what a pixel is.
 * @throws {RangeError} If `draw` gives no values, or one that is not finite, or `pixel` gives no expression, or one that is
 * not in `[0, 1]` in the corner or the middle of an image.
 *
 * @example
 * ```ts
 * import { defineMask, fold, hypot, step, sub, uniform } from "@miamix/miamix";
 *
 * const disc = defineMask("disc", {
 *   draw: (key, ratio, { height, width }) => ({
 *     cx: uniform(fold(key, 0)) * width,
 *     cy: uniform(fold(key, 1)) * height,
 *     r: Math.sqrt(ratio * height * width / Math.PI),
 *   }),
 *   pixel: ({ cx, cy, r }, { x, y }) => step(r, hypot(sub(x, cx), sub(y, cy))),
 *   edges: true,
 * });
 * ```
 */
export function defineMask<P extends Readonly<Record<string, Drawn>>>(
  name: string,
  parts: MaskParts<P>,
): Mask {
  demand(typeof name === "string", "build defineMask()", "name must be a text", name);
  const action = `define mask ${name}`, names = demandParts(action, parts);
  const { place } = parts;
  const record = <V>(values: readonly V[]) => {
    const named: Record<string, V> = {};
    for (let i = 0; i < names.length; i++) named[names[i]!] = values[i]!;
    return named as { readonly [K in keyof P]: V };
  };
  return {
    name,
    params: names.length,
    edges: parts.edges ?? false,
    learned: parts.learned ?? false,
    changes: 0,
    applied: [],
    neutral: [],
    scope: "sample",
    draw(from, ratio, size) {
      const drawn = parts.draw(from, ratio, size);
      return names.map((field) => {
        const value = drawn[field];
        if (value === undefined) {
          demand(false, `draw mask ${name}`, `draw() must always give ${names.join(", ")}`, drawn);
        }
        return value;
      });
    },
    pixel(drawn, at) {
      const share = parts.pixel(record(drawn), at);
      demandExpr(action, "what pixel() gives", share);
      return share;
    },
    pivot: (drawn, size) =>
      parts.pivot?.(record(drawn) as unknown as P, size) ?? { x: size.width / 2, y: size.height / 2 },
    ...(place && { place: (drawn, size) => place(record(drawn) as unknown as P, size) }),
  };
}

/** Checks the parts of a mask by a draw for an image of 8×8, and gives the names that are drawn. */
function demandParts<P extends Readonly<Record<string, Drawn>>>(
  action: string,
  parts: MaskParts<P>,
): readonly string[] {
  demandNames(action, "parts", parts, ["draw", "pixel", "edges", "learned", "pivot", "place"]);
  demand(typeof parts.draw === "function", action, "draw must be a function", parts.draw);
  demand(typeof parts.pixel === "function", action, "pixel must be a function", parts.pixel);
  const side = 8, probe = parts.draw(key(0), 0.5, { height: side, width: side });
  const isRecord = typeof probe === "object" && probe !== null && !Array.isArray(probe);
  demand(isRecord, action, "draw() must give an object of values by name", probe);
  const drawn = Object.entries(probe);
  demand(drawn.length > 0, action, "draw() must give at least one value", probe);
  for (const [field, value] of drawn) {
    const known = typeof value === "number" ? Number.isFinite(value) : typeof value?.kind === "string";
    demand(known, action, `${field} from draw() must be a finite number, a field or a coordinate`, value);
  }
  const values = drawn.map(([field, value], slot) =>
    [field, typeof value === "number" ? lit(value) : param(slot)] as const
  );
  for (const at of [0.5, side / 2]) {
    const share = parts.pixel(
      Object.fromEntries(values) as { readonly [K in keyof P]: Expr },
      { x: lit(at), y: lit(at) },
    );
    demandExpr(action, "what pixel() gives", share);
    const known = constantOf(share, []) ?? 0;
    demand(known >= 0 && known <= 1 + 1e-5, action, `pixel() must be in [0, 1] at (${at}, ${at})`, known);
  }
  return drawn.map(([field]) => field);
}
