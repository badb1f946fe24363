/** Operations on one number. */
export type Unary = "abs" | "floor" | "sqrt" | "exp";

/** Operations on two numbers; `step` is 1 where its second number is at least its first, else 0. */
export type Binary = "add" | "sub" | "mul" | "div" | "min" | "max" | "step";

/** A point of the plane, in pixels: the centre of the top left pixel is `(0.5, 0.5)`, x grows right, y down. */
export interface Point {
  readonly x: Expr;
  readonly y: Expr;
}

/**
 * What one pixel of a mask is, as data. Every value is a 32-bit float.
 *
 * `choose` and `blur` hold closed bodies: inside a body, `x` and `y` are the point that the node hands in. So each
 * engine can turn a body into a function of its own, and evaluate only the body it needs.
 */
export type Expr =
  | { readonly op: "lit"; readonly value: number }
  | { readonly op: "param"; readonly slot: number }
  | { readonly op: "x" | "y" }
  | { readonly op: Unary; readonly a: Expr }
  | { readonly op: Binary; readonly a: Expr; readonly b: Expr }
  | { readonly op: "select"; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
  | { readonly op: "field"; readonly index: Expr; readonly at: Point }
  | { readonly op: "choose"; readonly index: Expr; readonly at: Point; readonly bodies: readonly Expr[] }
  | { readonly op: "blur"; readonly radius: Expr; readonly at: Point; readonly body: Expr };
