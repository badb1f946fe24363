import type { Monoid } from "fp-ts/Monoid";
import type { Expr } from "../expr/mod.ts";

/**
 * How the masks of several layers become one: a monoid of masks, pixel by pixel, whose unit is the mask of ones.
 *
 * ```text
 * concat(a, empty) = a = concat(empty, a)
 * concat(a, concat(b, c)) = concat(concat(a, b), c)
 * concat(a, b) = concat(b, a)
 * ```
 */
export interface MergeRule extends Monoid<Expr> {
  /** How the rule is written, such as `product()`. */
  readonly name: string;
}
