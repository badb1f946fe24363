import { type Expr, isHere, reads, visit } from "../../expr/mod.ts";

/** Where a mask compares noise with a level: the slots of both. */
export interface Comparison {
  readonly level: number;
  readonly noise: number;
}

const known = new WeakMap<Expr, readonly Comparison[] | undefined>();

/**
 * The comparisons of an expression that reads rasters by nothing but `step(level, field(…))` of drawn numbers. Such noise
 * need not be ranked: which pixels are above the level is enough. `undefined` for any other expression, also one with a
 * choice, since the numbers of an option that is not taken mean something else.
 */
export function comparisonsOf(root: Expr): readonly Comparison[] | undefined {
  if (known.has(root)) return known.get(root);
  const found: Comparison[] = [];
  let onlySteps = root.op !== "field";
  visit(root, (node) => {
    for (const [name, child] of childrenOf(node)) {
      if (child.op !== "field") continue;
      if (node.op === "step" && name === "b" && node.a.op === "param" && child.index.op === "param") {
        found.push({ level: node.a.slot, noise: child.index.slot });
      } else onlySteps = false;
    }
  });
  const comparisons = onlySteps && !(found.length > 0 && reads(root, "choose")) ? found : undefined;
  known.set(root, comparisons);
  return comparisons;
}

/** What an expression compares, if it is nothing but a comparison of noise at the pixel itself with a level. */
export function cutOf(root: Expr): Comparison | undefined {
  if (root.op !== "step" || root.a.op !== "param" || root.b.op !== "field") return undefined;
  const { index, at } = root.b;
  return index.op === "param" && isHere(at) ? { level: root.a.slot, noise: index.slot } : undefined;
}

function childrenOf(node: Expr): readonly (readonly [string, Expr])[] {
  const own = Object.entries(node).filter(([, value]) => typeof value === "object" && "op" in value);
  const points = "at" in node ? [["x", node.at.x], ["y", node.at.y]] as const : [];
  const bodies = "bodies" in node ? node.bodies.map((body, i) => [`${i}`, body] as const) : [];
  return [...own as [string, Expr][], ...points, ...bodies];
}
