import { constantOf, type Expr, isHere, isUniform } from "../expr/mod.ts";

/** The remainder of an expression at the pixels of one sample, once its numbers are drawn. */
export type Residual =
  /** A number, the same at every point. */
  | { readonly kind: "number"; readonly value: number }
  | Plane;

/**
 * What is left where it is not the same at every point. `body` is the expression that is left, as a function of the point;
 * it is a part of the program, so the same for many samples.
 */
export type Plane =
  /** A raster, by its number. */
  | { readonly kind: "raster"; readonly raster: number; readonly body: Expr }
  /** 1 where a raster is at least a level, else 0. */
  | { readonly kind: "threshold"; readonly raster: number; readonly level: number; readonly body: Expr }
  /** The means of something over the windows of `2·radius + 1` pixels a side around the pixels. */
  | { readonly kind: "window"; readonly radius: number; readonly of: Plane; readonly body: Expr }
  /** Anything else, pixel by pixel. */
  | { readonly kind: "pixels"; readonly body: Expr };

/**
 * Specialises an expression for the drawn numbers of one sample: takes the options that were chosen, and leaves out windows
 * of one pixel. All engines print or run what is left, and decide nothing more about it.
 *
 * @param row The numbers; NaN is one that is not known yet.
 */
export function specialize(e: Expr, row: ArrayLike<number>): Residual {
  if (isUniform(e)) {
    const value = constantOf(e, row);
    return value === undefined ? { kind: "pixels", body: e } : { kind: "number", value };
  }
  return special(e, row) ?? { kind: "pixels", body: e };
}

function special(e: Expr, row: ArrayLike<number>): Residual | undefined {
  switch (e.op) {
    case "field": {
      const raster = isHere(e.at) ? drawn(e.index, row) : undefined;
      return raster === undefined ? undefined : { kind: "raster", raster, body: e };
    }
    case "step": {
      const level = e.b.op === "field" ? drawn(e.a, row) : undefined;
      const of = level === undefined ? undefined : special(e.b, row);
      return of?.kind === "raster"
        ? { kind: "threshold", raster: of.raster, level: level!, body: e }
        : undefined;
    }
    case "choose": {
      const index = isHere(e.at) ? drawn(e.index, row) : undefined;
      return index === undefined ? undefined : specialize(e.bodies[index] ?? e.bodies.at(-1)!, row);
    }
    case "blur": {
      const radius = isHere(e.at) ? drawn(e.radius, row) : undefined;
      if (radius === undefined) return undefined;
      const of = specialize(e.body, row);
      return radius === 0 || of.kind === "number" ? of : { kind: "window", radius, of, body: e };
    }
  }
}

/** A number that is the same at every point, if it is known. */
function drawn(e: Expr, row: ArrayLike<number>): number | undefined {
  return isUniform(e) ? constantOf(e, row) : undefined;
}
