import { type Expr, reads, slotsOf } from "../../expr/mod.ts";
import { type Dialect, print } from "../print.ts";

const infix: Readonly<Record<string, string>> = { add: "+", sub: "-", mul: "*", div: "/" };

/**
 * WGSL; drawn numbers are variables of the invocation, named from the first slot that is used. A raster that is read at the
 * pixel itself is not looked for by its point.
 */
const wgsl = (first: number, atPixels: boolean): Dialect => ({
  literal: (value) => /[.e]/.test(`${value}`) ? `${value}` : `${value}.0`,
  param: (slot) => `p${slot - first}`,
  unary: (op, a) => `${op}(${a})`,
  binary: (op, a, b) => op in infix ? `${a} ${infix[op]} ${b}` : `${op}(${a}, ${b})`,
  select: (test, yes, no) => `select(${no}, ${yes}, ${test} > 0.0)`,
  field: (index, x, y, whole) =>
    atPixels && whole && x === "x" && y === "y"
      ? `rasterHere(i32(${index}))`
      : `rasterAt(i32(${index}), ${x}, ${y})`,
  call: (name, x, y) => `${name}(${x}, ${y})`,
  bind: (name, value) => `let ${name} = ${value};`,
  choose: (name, index, calls) => {
    const cases = calls.map((call, i) =>
      `${i === calls.length - 1 ? "default" : `case ${i}`}: { ${name} = ${call}; }`
    );
    return `var ${name} = 0.0;\n  switch (i32(${index})) { ${cases.join(" ")} }`;
  },
  blur: (name, radius, x, y, inner) =>
    `var ${name} = 0.0;
  let ${name}r = i32(${radius});
  for (var dy = -${name}r; dy <= ${name}r; dy++) {
    for (var dx = -${name}r; dx <= ${name}r; dx++) { ${name} += ${inner}(${x} + f32(dx), ${y} + f32(dy)); }
  }
  ${name} /= f32((2 * ${name}r + 1) * (2 * ${name}r + 1));`,
  define: (name, statements, result) =>
    `fn ${name}(x : f32, y : f32) -> f32 {
  ${statements.join("\n  ")}
  return ${result};
}`,
});

/** An expression in WGSL. */
export interface PrintedWgsl {
  /**
   * Defines `begin(row : i32)`, which loads the drawn numbers that begin at `plan[row]`, and `share(x : f32, y : f32)`.
   */
  readonly code: string;
  /** The slot of the first drawn number that is used: add it to where the numbers of a sample begin. */
  readonly first: number;
  /** Whether it reads drawn numbers at all, and whether it reads rasters: what is not used may not be bound. */
  readonly readsPlan: boolean;
  readonly readsRasters: boolean;
}

const known = { atPixels: new WeakMap<Expr, PrintedWgsl>(), anywhere: new WeakMap<Expr, PrintedWgsl>() };

/**
 * Prints an expression as WGSL. Expressions that differ only in where their numbers are have the same code.
 *
 * @param atPixels Whether `share` is called by nothing but {@linkcode shareAt}.
 */
export function printWgsl(root: Expr, atPixels = false): PrintedWgsl {
  const printings = known[atPixels ? "atPixels" : "anywhere"], before = printings.get(root);
  if (before !== undefined) return before;
  const slots = slotsOf(root), first = slots[0] ?? 0;
  const { code, entry } = print(wgsl(first, atPixels), root);
  const variables = slots.map((slot) => `var<private> p${slot - first} : f32;`);
  const loads = slots.map((slot) => `p${slot - first} = plan[row + ${slot - first}];`);
  const printed = {
    first,
    readsPlan: slots.length > 0,
    readsRasters: reads(root, "field"),
    code: `${variables.join("\n")}
${code}
fn begin(row : i32) {
  ${loads.join("\n  ")}
}
fn share(x : f32, y : f32) -> f32 { return ${entry}(x, y); }`,
  };
  printings.set(root, printed);
  return printed;
}

/** WGSL for `shareAt(line, column)`: the share at a pixel of an image of this width. */
export function shareAt({ readsRasters }: PrintedWgsl, width: number): string {
  return `fn shareAt(line : i32, column : i32) -> f32 {
  ${readsRasters ? `here = line * ${width} + column;` : ""}
  return share(f32(column) + 0.5, f32(line) + 0.5);
}`;
}
