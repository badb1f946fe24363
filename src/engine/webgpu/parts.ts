import {
  add,
  constantOf,
  type Expr,
  field,
  HERE,
  isHere,
  lit,
  param,
  reads,
  select,
} from "../../expr/mod.ts";
import type { Pass } from "../../program/lower.ts";

/**
 * A mask, and the parts of it that are computed apart: an adapter may run every option of a choice, and add up every
 * window, for every pixel.
 */
export interface Parts {
  /** The mask. It reads part `k` by two more drawn numbers, see {@linkcode partSlots}. */
  readonly mask: Expr;
  /** The mask without its parts: 1 in their places. */
  readonly rest: Expr;
  /** The outermost choices and means over windows that are taken at the pixel itself, by drawn numbers. */
  readonly parts: readonly Expr[];
}

/** What a part is for one sample. */
export type Leaf =
  /** A number, the same at every point. */
  | { readonly value: number }
  /**
   * A function of the point, and the radius of the window that its mean is taken over; 0 for none. And the number of the
   * raster that it is, if it is one.
   */
  | { readonly body: Expr; readonly radius: number; readonly raster?: number | undefined };

/** The widest window, to both sides of its centre, for which there is a kernel. Wider ones are added up pixel by pixel. */
const WIDEST = 15;

/** The slots that say what a part is for a sample: the number of its raster, or -1 and the number that it is. */
export function partSlots(params: number, part: number): readonly [raster: number, value: number] {
  return [params + 2 * part, params + 2 * part + 1];
}

const cut = new WeakMap<Pass, Parts>();

/** Cuts the mask of a pass into parts; only once, since a pass is static. */
export function partsOf(pass: Pass): Parts {
  const before = cut.get(pass);
  if (before !== undefined) return before;
  const parts: Expr[] = [];
  const known = {
    mask: replaceParts(pass.mask, (part) => partAt(pass.params, parts.push(part) - 1)),
    rest: replaceParts(pass.mask, () => lit(1)),
    parts,
  };
  cut.set(pass, known);
  return known;
}

function replaceParts(root: Expr, replacement: (part: Expr) => Expr): Expr {
  const replaced = new Map<Expr, Expr>();
  const visit = (e: Expr): Expr => {
    const known = replaced.get(e) ?? rebuild(e);
    replaced.set(e, known);
    return known;
  };
  const rebuild = (e: Expr): Expr => {
    if (isApart(e)) return replacement(e);
    if (e.op === "select") return { ...e, test: visit(e.test), yes: visit(e.yes), no: visit(e.no) };
    if ("b" in e) return { ...e, a: visit(e.a), b: visit(e.b) };
    return "a" in e ? { ...e, a: visit(e.a) } : e;
  };
  return visit(root);
}

function partAt(params: number, part: number): Expr {
  const [raster, value] = partSlots(params, part);
  return select(add(param(raster), lit(1)), field(param(raster), HERE), param(value));
}

/** What is left of a part for the drawn numbers of one sample; NaN is one that is not known yet. */
export function leafOf(part: Expr, row: Float32Array): Leaf {
  const asItIs: Leaf = { body: part, radius: 0 };
  if (isUniform(part)) {
    const value = constantOf(part, row);
    return value === undefined ? asItIs : { value };
  }
  if (part.op === "field" && isHere(part.at)) return { ...asItIs, raster: constantOf(part.index, row) };
  if (!isApart(part)) return asItIs;
  if (part.op === "choose") {
    const index = constantOf(part.index, row);
    return index === undefined ? asItIs : leafOf(part.bodies[index]!, row);
  }
  const radius = constantOf(part.radius, row);
  if (radius === undefined) return asItIs;
  const inner = radius > WIDEST ? { body: part, radius: 0 } : leafOf(part.body, row);
  if (radius === 0 || "value" in inner || radius > WIDEST) return inner;
  return { body: inner.radius === 0 ? inner.body : part.body, radius };
}

/** A choice or a mean, at the pixel itself, whose number is drawn. */
function isApart(e: Expr): e is Extract<Expr, { op: "choose" | "blur" }> {
  return (e.op === "choose" && isHere(e.at) && isUniform(e.index)) ||
    (e.op === "blur" && isHere(e.at) && isUniform(e.radius));
}

const uniform = new WeakMap<Expr, boolean>();

/** Whether an expression is made of drawn numbers alone. */
export function isUniform(e: Expr): boolean {
  const known = uniform.get(e) ?? !(reads(e, "x") || reads(e, "y") || reads(e, "field"));
  uniform.set(e, known);
  return known;
}
