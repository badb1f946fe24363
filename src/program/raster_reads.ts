import { bodiesOf, constantOf, type Expr, isUniform, operandsOf, reads } from "../expr/mod.ts";

/** A raster that an expression reads for one sample. */
export interface RasterRead {
  /** The slot of the drawn number that says which raster. */
  readonly slot: number;
  /** The level that it is compared with, where it is only read to tell if it is at least that. */
  readonly level: number | undefined;
}

/**
 * The rasters that an expression reads for one row of drawn numbers; `undefined` where that cannot be told, because a
 * number that is not known yet decides it, or their numbers are computed.
 */
export function rasterReads(root: Expr, row: ArrayLike<number>): readonly RasterRead[] | undefined {
  if (!readsRasters(root)) return [];
  const found: RasterRead[] = [], seen = new Set<Expr>();
  let known = true;
  const visit = (e: Expr): void => {
    if (seen.has(e) || !readsRasters(e)) return;
    if (e.op === "field") return read(e, undefined);
    seen.add(e);
    if (e.op === "step" && e.b.op === "field" && isUniform(e.a)) {
      const level = constantOf(e.a, row);
      return level === undefined ? read(e.b, undefined) : read(e.b, level);
    }
    operandsOf(e).forEach(visit);
    if (e.op !== "choose") return bodiesOf(e).forEach(visit);
    const index = constantOf(e.index, row);
    if (index !== undefined) visit(e.bodies[index] ?? e.bodies.at(-1)!);
    else known &&= !e.bodies.some(readsRasters);
  };
  const read = ({ index, at }: Extract<Expr, { op: "field" }>, level: number | undefined) => {
    if (index.op === "param") found.push({ slot: index.slot, level });
    else known = false;
    [at.x, at.y].forEach(visit);
  };
  visit(root);
  return known ? found : undefined;
}

const answers = new WeakMap<Expr, boolean>();

/** Tells if an expression reads any raster. */
export function readsRasters(e: Expr): boolean {
  const known = answers.get(e) ?? reads(e, "field");
  answers.set(e, known);
  return known;
}
