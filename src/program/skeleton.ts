import {
  bodiesOf,
  type Expr,
  isHere,
  isUniform,
  map,
  operandsOf,
  param,
  simplify,
  visit,
} from "../expr/mod.ts";

/** An expression without its parts, and the parts. */
export interface Skeleton {
  /** The expression, which reads part `k` as the drawn number in slot `first + k`. */
  readonly rest: Expr;
  readonly first: number;
  /** The outermost choices and means over windows that drawn numbers decide, and that are asked at the pixel itself. */
  readonly parts: readonly Expr[];
  /** The slots of numbers that leave something of the rest idle if they are 0 or 1. */
  readonly switches: readonly number[];
  /** The remainders of the rest, by the pattern of the switches. */
  readonly variants: Map<number, Expr>;
}

const skeletons = new WeakMap<Expr, Skeleton>();

/**
 * Cuts an expression into what is the same for every sample and the parts that its numbers decide; only once, since an
 * expression is static.
 *
 * @param first How many numbers are drawn.
 */
export function skeletonOf(root: Expr, first: number): Skeleton {
  const known = skeletons.get(root);
  if (known !== undefined) return known;
  const parts: Expr[] = [];
  const rest = map(root, (node) => isPart(node) ? param(first + parts.push(node) - 1) : undefined);
  const made = { rest, first, parts, switches: switchesOf(rest, first, parts.length), variants: new Map() };
  skeletons.set(root, made);
  return made;
}

function isPart(e: Expr): boolean {
  return (e.op === "choose" && isHere(e.at) && isUniform(e.index)) ||
    (e.op === "blur" && isHere(e.at) && isUniform(e.radius));
}

/** As many as keep the number of a pattern exact. */
const MOST_SWITCHES = 12;

/** All parts, and the parameters that leave something idle: factors, tests, numbers of a choice, radii. */
function switchesOf(rest: Expr, first: number, parts: number): readonly number[] {
  const found = new Set<number>();
  const note = (e: Expr | undefined) => e?.op === "param" && e.slot < first && found.add(e.slot);
  visit(rest, (e) => {
    if (e.op === "mul") [e.a, e.b].forEach(note);
    else if (e.op === "select" || bodiesOf(e).length > 0) note(operandsOf(e)[0]);
  });
  return [...Array.from({ length: parts }, (_, part) => first + part), ...[...found].slice(0, MOST_SWITCHES)];
}

/** More variants than this are not worth their code: what is beyond is left as it is. */
const MOST_VARIANTS = 64;

/**
 * What is left of a skeleton without what the numbers of a sample make idle, because they are 0 or 1. The same expression
 * comes back for the same pattern of such numbers.
 *
 * @param numberOf The number in a slot; NaN is none.
 */
export function variantOf(
  { rest, switches, variants }: Skeleton,
  numberOf: (slot: number) => number,
): Expr {
  let pattern = 0;
  for (let i = 0; i < switches.length; i++) {
    const number = numberOf(switches[i]!);
    pattern = 3 * pattern + (number === 0 ? 0 : number === 1 ? 1 : 2);
  }
  const known = variants.get(pattern);
  if (known !== undefined) return known;
  if (variants.size >= MOST_VARIANTS) return rest;
  const left = simplify(rest, (slot) => {
    const number = switches.includes(slot) ? numberOf(slot) : NaN;
    return number === 0 || number === 1 ? number : undefined;
  });
  variants.set(pattern, left);
  return left;
}
