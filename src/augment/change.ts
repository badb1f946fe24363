import { demand, demandNames, demandRecord } from "../demand.ts";
import type { Expr, Point } from "../expr/mod.ts";
import {
  type AppliedChange,
  choose,
  type Coordinate,
  type Drawn,
  type Mask,
  type Size,
} from "../mask/mod.ts";
import { fold, type Key, uniform } from "../random/mod.ts";

/** A change of masks: a mask in, a mask out. Changes compose with `flow` of fp-ts. */
export type MaskChange = (mask: Mask) => Mask;

/** Checks that something is a change of masks. */
export function demandChange(action: string, change: MaskChange): void {
  demand(typeof change === "function", action, "change must be a change of masks such as rotate()", change);
}

/** What {@linkcode defineChange} takes. */
export interface ChangeParts<P extends Readonly<Record<string, number>>> {
  /** The values with which the change changes nothing. */
  readonly neutral: P;
  /** Draws the values for one sample; the mask is turned about `pivot`, in pixels. */
  draw(
    from: Key,
    size: Size,
    pivot: { readonly x: Coordinate; readonly y: Coordinate },
  ): { readonly [K in keyof P]: Coordinate };
  /** The changed mask at a point. Geometry asks `inner` at a moved point; tone changes what `inner` gives. */
  pixel(drawn: { readonly [K in keyof P]: Expr }, at: Point, inner: (at: Point) => Expr): Expr;
}

/** The n-th change around a mask draws from this label plus n: masks themselves use smaller labels. */
const FIRST_CHANGE = 2 ** 32;

/** The key from which the next change around a mask draws. */
export function changeKey(from: Key, { changes }: Mask): Key {
  return fold(from, FIRST_CHANGE + changes);
}

/** Coins are the last draws of a mask's own key, the n-th last for the n-th change: masks themselves begin with the first. */
const LAST_DRAW = 2 ** 32 - 1;

/** A number from `[0, 1)` that decides whether the next change around a mask is applied. */
export function coin(from: Key, { changes }: Mask): number {
  return uniform(from, LAST_DRAW - changes);
}

/** Names a mask that is changed once more. */
export function changedBy(
  { name: of, applied }: Mask,
  change: Omit<AppliedChange, "of">,
): Pick<Mask, "name" | "applied"> {
  return { name: `${of} > ${written(change)}`, applied: [...applied, { ...change, of }] };
}

/** A change as it is written. */
export function written({ name, probability }: Omit<AppliedChange, "of">): string {
  return probability === undefined ? name : `sometimes(${probability}, ${name})`;
}

/** Applies a change to every mask that a {@linkcode choose} takes one of; to any other mask as it is. */
export function overOptions(change: MaskChange): MaskChange {
  return (mask) => {
    if (mask.options === undefined) return change(mask);
    const options = mask.options.map(([weight, option]) => [weight, overOptions(change)(option)] as const);
    return { ...choose(...options), scope: mask.scope };
  };
}

/**
 * Makes a change of one's own, from what it draws and what it does to a point or a value.
 *
 * @param name How the change is written, such as `rotate(±30°)`.
 * @param parts What it draws and does.
 *
 * @example
 * ```ts
 * import { box, defineChange, lit, sub } from "@miamix/miamix";
 * import { assertEquals } from "@std/assert";
 *
 * const invert = defineChange("invert()", {
 *   neutral: {},
 *   draw: () => ({}),
 *   pixel: (_, at, inner) => sub(lit(1), inner(at)),
 * });
 * assertEquals(invert(box()).name, "box() > invert()");
 * ```
 */
export function defineChange<P extends Readonly<Record<string, number>>>(
  name: string,
  parts: ChangeParts<P>,
): MaskChange {
  demand(typeof name === "string", "build defineChange()", "name must be a text", name);
  const action = `define change ${name}`;
  demandNames(action, "parts", parts, ["neutral", "draw", "pixel"]);
  demandRecord(action, "neutral", parts.neutral);
  demand(typeof parts.draw === "function", action, "draw must be a function", parts.draw);
  demand(typeof parts.pixel === "function", action, "pixel must be a function", parts.pixel);
  const names = Object.keys(parts.neutral);
  const own = names.length;
  return overOptions((mask) => ({
    ...mask,
    ...changedBy(mask, { name }),
    params: own + mask.params,
    changes: mask.changes + 1,
    neutral: [...Object.values(parts.neutral), ...mask.neutral],
    draw(from, ratio, size) {
      const inner = mask.draw(from, ratio, size);
      const drawn = parts.draw(changeKey(from, mask), size, mask.pivot(inner, size));
      const values: Drawn[] = [];
      for (let i = 0; i < own; i++) {
        const value = drawn[names[i]!];
        if (value === undefined) {
          demand(false, `draw change ${name}`, `draw() must always give ${names.join(", ")}`, drawn);
        }
        values.push(value);
      }
      for (let i = 0; i < inner.length; i++) values.push(inner[i]!);
      return values;
    },
    pixel(drawn, at) {
      const lifted = Object.fromEntries(names.map((field, i) => [field, drawn[i]!]));
      return parts.pixel(
        lifted as { readonly [K in keyof P]: Expr },
        at,
        (point) => mask.pixel(drawn.slice(own), point),
      );
    },
    pivot: (drawn, size) => mask.pivot(drawn.slice(own), size),
    ...(mask.place &&
      { place: (drawn: readonly Drawn[], size: Size) => mask.place!(drawn.slice(own), size) }),
  }));
}

/** Checks a range `±limit` or `[low, high]` and gives its ends. */
export function rangeOf(
  action: string,
  name: string,
  range: number | readonly [number, number],
): readonly [number, number] {
  const [low, high] = typeof range === "number" ? [-range, range] : range;
  demand(
    Number.isFinite(low) && Number.isFinite(high) && low <= high,
    action,
    `${name} must be a number >= 0 or a pair [low, high]`,
    range,
  );
  return [low, high];
}

/** A range as it is written: `±30` or `10 to 20`. */
export function showRange([low, high]: readonly [number, number], unit = ""): string {
  return low === -high ? `±${high}${unit}` : `${low} to ${high}${unit}`;
}
