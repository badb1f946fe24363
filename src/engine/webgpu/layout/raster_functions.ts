import type { Expr } from "../../../expr/mod.ts";
import type { Pass } from "../../../program/mod.ts";
import type { PrintedWgsl } from "../wgsl/print.ts";

/** A function that rasters are. */
export interface RasterFunction {
  readonly body: Expr;
  readonly printed: PrintedWgsl;
}

/** Functions that rasters of a pass have been so far: one kernel renders them all, and few are compiled. */
export class RasterFunctions {
  readonly all: RasterFunction[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(body: Expr, printed: PrintedWgsl): number {
    const known = this.#numbers.get(printed.code) ?? this.all.push({ body, printed }) - 1;
    this.#numbers.set(printed.code, known);
    return known;
  }
}

const functions = new WeakMap<Pass, Readonly<Record<"plain" | "averaged", RasterFunctions>>>();

/** The functions that rasters of a pass have been so far, by whether they are rendered as they are, or averaged. */
export function functionsOf(pass: Pass): Readonly<Record<"plain" | "averaged", RasterFunctions>> {
  const known = functions.get(pass) ?? { plain: new RasterFunctions(), averaged: new RasterFunctions() };
  functions.set(pass, known);
  return known;
}
